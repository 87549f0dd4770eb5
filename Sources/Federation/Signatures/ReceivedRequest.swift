/// A request as it came in, before anything of it was believed.
public struct ReceivedRequest: Sendable {
  /// In upper case.
  public var method: String
  /// Path and query, letter by letter as they were sent.
  public var target: String
  /// By names in lower case.
  public var headers: [(name: String, value: String)]
  public var body: [UInt8]

  public init(
    method: String, target: String, headers: [(name: String, value: String)], body: [UInt8]
  ) {
    self.method = method
    self.target = target
    self.headers = headers.map { ($0.name.lowercased(), $0.value) }
    self.body = body
  }

  /// All values of a field in one, as they are signed; `nil` where it was not sent.
  ///
  /// - Parameter name: in lower case.
  subscript(name: String) -> String? {
    let values = all(name)
    return values.count > 1 ? values.joined(separator: ", ") : values.first
  }

  /// - Parameter name: in lower case.
  func all(_ name: String) -> [String] {
    headers.filter { $0.name == name }.map { $0.value.trimmedOfBlanks }
  }

  /// The target without its query.
  var path: String {
    target.utf8.firstIndex(of: UInt8(ascii: "?")).map { String(target[..<$0]) } ?? target
  }

  /// What follows the `?`, with it; `?` where there is none (RFC 9421 section 2.2.7).
  var query: String {
    target.firstIndex(of: "?").map { String(target[$0...]) } ?? "?"
  }
}

extension String {
  /// Without blanks and tabs at both ends.
  var trimmedOfBlanks: String {
    let isBlank: (UInt8) -> Bool = { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
    guard utf8.first.map(isBlank) == true || utf8.last.map(isBlank) == true else { return self }
    var rest = utf8[...]
    while rest.first.map(isBlank) == true { rest.removeFirst() }
    while rest.last.map(isBlank) == true { rest.removeLast() }
    return String(rest) ?? ""
  }
}
