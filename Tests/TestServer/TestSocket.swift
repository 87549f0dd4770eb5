import Glibc

/// A socket that is read and written by one thread and may be broken by another.
struct TestSocket: Sendable, Hashable {
  struct Trouble: Error, CustomStringConvertible {
    let description: String
  }

  let number: Int32

  /// A listening socket on an IPv4 address; port 0 lets the system choose.
  init(listeningOn host: String, port: UInt16) throws {
    number = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    var yes: Int32 = 1
    setsockopt(number, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    inet_pton(AF_INET, host, &address.sin_addr)
    let bound = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(number, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard bound == 0, listen(number, 1024) == 0 else {
      let reason = String(cString: strerror(errno))
      close()
      throw Trouble(description: "cannot listen on \(host):\(port): \(reason)")
    }
  }

  private init(number: Int32) {
    self.number = number
  }

  var port: Int {
    var address = sockaddr_in()
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    _ = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(number, $0, &size) }
    }
    return Int(UInt16(bigEndian: address.sin_port))
  }

  /// Waits for the next client; nil once the socket is broken.
  func accept() -> TestSocket? {
    while true {
      let client = Glibc.accept(number, nil, nil)
      if client >= 0 {
        _ = fcntl(client, F_SETFD, FD_CLOEXEC)
        return TestSocket(number: client)
      }
      guard errno == EINTR || errno == ECONNABORTED else { return nil }
    }
  }

  /// What has arrived; empty at the end of the stream.
  func read() -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: 65536) { buffer, count in
      count = max(0, recv(number, buffer.baseAddress, buffer.count, 0))
    }
  }

  /// Writes everything; false if the client is gone.
  func write(_ bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBytes { buffer in
      var rest = buffer[...]
      while !rest.isEmpty {
        let part = UnsafeRawBufferPointer(rebasing: rest)
        let sent = send(number, part.baseAddress, part.count, Int32(MSG_NOSIGNAL))
        guard sent > 0 else { return false }
        rest = rest.dropFirst(sent)
      }
      return true
    }
  }

  /// Passes the time; false if the socket was broken meanwhile.
  func wait(_ duration: Duration) -> Bool {
    var entry = pollfd(fd: number, events: 0, revents: 0)
    return poll(&entry, 1, Int32(duration / .milliseconds(1))) == 0
  }

  /// Ends both directions: whoever waits on the socket wakes up.
  func shutDown() { _ = shutdown(number, Int32(SHUT_RDWR)) }

  func close() { _ = Glibc.close(number) }
}
