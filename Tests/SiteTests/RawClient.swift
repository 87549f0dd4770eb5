import Dispatch
import Glibc

/// A client that sends exactly what it is told to, and hides nothing of the answer.
///
/// It waits on a thread of its own: those that run the server must not be held up.
final class RawClient: Sendable {
  struct Trouble: Error {}

  struct Answer: Sendable {
    var status: Int
    /// Names in lower case.
    var fields: [String: String]
    var body: [UInt8]
  }

  private let number: Int32
  private let queue = DispatchQueue(label: "client")

  init(port: Int) throws {
    number = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var patience = timeval(tv_sec: 10, tv_usec: 0)
    let size = socklen_t(MemoryLayout<timeval>.size)
    setsockopt(number, SOL_SOCKET, SO_RCVTIMEO, &patience, size)
    setsockopt(number, SOL_SOCKET, SO_SNDTIMEO, &patience, size)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = UInt16(port).bigEndian
    inet_pton(AF_INET, "127.0.0.1", &address.sin_addr)
    let connected = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(number, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard connected == 0 else { throw Trouble() }
  }

  deinit { _ = close(number) }

  /// Sends a request and reads its answer; a HEAD's and a 304's has no body.
  func ask(_ request: String, hasBody: Bool = true) async throws -> Answer {
    try await apart { client in
      client.write(request)
      return try client.answer(hasBody: hasBody)
    }
  }

  /// Sends a request, and then more of its body until the other side hangs up; gives how many bytes it took.
  func flood(_ request: String, limit: Int) async throws -> Int {
    try await apart { client in
      client.write(request)
      return client.flood(limit: limit)
    }
  }

  private func apart<Value: Sendable>(
    _ work: @escaping @Sendable (RawClient) throws -> Value
  ) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
      queue.async { continuation.resume(with: Result { try work(self) }) }
    }
  }

  private func answer(hasBody: Bool) throws -> Answer {
    var bytes: [UInt8] = []
    let end = Array("\r\n\r\n".utf8)
    while bytes.firstRange(of: end) == nil { bytes += try receive() }
    guard let headEnd = bytes.firstRange(of: end) else { throw Trouble() }
    let lines = String(decoding: bytes[..<headEnd.lowerBound], as: UTF8.self)
      .split(separator: "\r\n")
    var fields: [String: String] = [:]
    for line in lines.dropFirst() {
      let sides = line.split(separator: ":", maxSplits: 1)
      fields[sides[0].lowercased()] = sides[1].drop { $0 == " " }.description
    }
    var body = Array(bytes[headEnd.upperBound...])
    let length = hasBody ? fields["content-length"].flatMap { Int($0) } ?? 0 : 0
    while body.count < length { body += try receive() }
    guard body.count == length, let status = Int(lines[0].split(separator: " ")[1]) else {
      throw Trouble()
    }
    return Answer(status: status, fields: fields, body: body)
  }

  private func write(_ text: String) {
    let bytes = Array(text.utf8)
    var start = 0
    while start < bytes.count {
      let sent = Glibc.send(
        number, Array(bytes[start...]), bytes.count - start, Int32(MSG_NOSIGNAL))
      guard sent > 0 else { return }
      start += sent
    }
  }

  private func flood(limit: Int) -> Int {
    let bytes = [UInt8](repeating: 0x61, count: 1 << 16)
    var total = 0
    while total < limit {
      let sent = Glibc.send(number, bytes, bytes.count, Int32(MSG_NOSIGNAL))
      guard sent > 0 else { return total }
      total += sent
    }
    return total
  }

  private func receive() throws -> [UInt8] {
    let bytes = [UInt8](unsafeUninitializedCapacity: 65536) { buffer, count in
      count = max(0, recv(number, buffer.baseAddress, buffer.count, 0))
    }
    guard !bytes.isEmpty else { throw Trouble() }
    return bytes
  }
}
