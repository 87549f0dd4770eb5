/// One client's connection: requests in, answers out.
struct TestConnection {
  let socket: TestSocket
  let number: Int
  private var buffer: [UInt8] = []

  private static let handshake: UInt8 = 0x16

  init(socket: TestSocket, number: Int) {
    self.socket = socket
    self.number = number
  }

  /// Waits for the next whole request; nil when the client is gone or speaks no HTTP.
  mutating func nextRequest() -> TestRequest? {
    while true {
      if let end = buffer.firstRange(of: Array("\r\n\r\n".utf8))?.upperBound {
        let head = TestRequest(head: buffer[..<end], body: [], connection: number)
        guard let head, fill(to: end + (head["Content-Length"].flatMap(Int.init) ?? 0)) else {
          return nil
        }
        let length = head["Content-Length"].flatMap(Int.init) ?? 0
        defer { buffer.removeFirst(end + length) }
        let body = Array(buffer[end..<end + length])
        return TestRequest(head: buffer[..<end], body: body, connection: number)
      }
      // Whoever begins with TLS is shown at once that there is none.
      guard fill(to: buffer.count + 1), buffer.first != Self.handshake else { return nil }
    }
  }

  private mutating func fill(to count: Int) -> Bool {
    while buffer.count < count {
      let bytes = socket.read()
      if bytes.isEmpty { return false }
      buffer += bytes
    }
    return true
  }

  /// The answer itself once its delay is over; nil if the connection was broken meanwhile.
  func wait(for answer: TestAnswer) -> TestAnswer? {
    guard case .delayed(let pause, let later) = answer else { return answer }
    return socket.wait(pause) ? wait(for: later) : nil
  }

  /// Answers; false if the connection is over then.
  func give(_ answer: TestAnswer, to request: TestRequest) -> Bool {
    switch answer {
    case .response(let status, let headers, let body):
      let head = Self.head(status, headers, length: body.count)
      return socket.write(request.method == "HEAD" ? head : head + body)
    case .raw(let bytes):
      _ = socket.write(bytes)
    case .drip(let bytes, let pause):
      for byte in bytes {
        guard socket.write([byte]), socket.wait(pause) else { return false }
      }
    case .flood(let start, let more, let times):
      guard socket.write(start) else { return false }
      for _ in 0..<times {
        guard socket.write(more) else { return false }
      }
    case .hang:
      while !socket.read().isEmpty {}
    case .close:
      break
    case .delayed:
      return wait(for: answer).map { give($0, to: request) } ?? false
    }
    return false
  }

  private static func head(_ status: Int, _ headers: [String: String], length: Int) -> [UInt8] {
    var lines = ["HTTP/1.1 \(status) Whatever"]
    lines += headers.map { "\($0.key): \($0.value)" }
    // A 304 speaks of a body that is not sent.
    if status != 304, status != 204 { lines.append("Content-Length: \(length)") }
    return Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8)
  }
}
