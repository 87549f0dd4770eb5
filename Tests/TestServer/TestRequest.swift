/// A request as a `TestServer` received it.
public struct TestRequest: Sendable, Hashable {
  public let method: String
  /// The request target: path and query.
  public let target: String
  /// In order of arrival, names as they were written.
  public let headers: [[String]]
  public let body: [UInt8]
  /// Which connection it came over, counted from 1.
  public let connection: Int

  /// The values of a header, whatever its case.
  public func all(_ name: String) -> [String] {
    headers.filter { $0[0].lowercased() == name.lowercased() }.map { $0[1] }
  }

  /// The first value of a header, whatever its case.
  public subscript(name: String) -> String? { all(name).first }

  /// Reads the part before the body; nil if it is no HTTP.
  init?(head: some Sequence<UInt8>, body: [UInt8], connection: Int) {
    let lines = String(decoding: Array(head), as: UTF8.self).split(separator: "\r\n")
    let first = lines.first?.split(separator: " ") ?? []
    guard first.count == 3 else { return nil }
    method = String(first[0])
    target = String(first[1])
    headers = lines.dropFirst().map { line in
      let colon = line.firstIndex(of: ":") ?? line.endIndex
      return [String(line[..<colon]), String(line[colon...].dropFirst().drop { $0 == " " })]
    }
    self.body = body
    self.connection = connection
  }
}
