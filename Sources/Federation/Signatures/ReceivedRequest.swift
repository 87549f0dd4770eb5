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
    return values.isEmpty ? nil : values.joined(separator: ", ")
  }

  /// - Parameter name: in lower case.
  func all(_ name: String) -> [String] {
    headers.filter { $0.name == name }.map { $0.value.trimmedOfBlanks }
  }

  /// The target without its query.
  var path: String { String(target.prefix { $0 != "?" }) }

  /// What follows the `?`, with it; `?` where there is none (RFC 9421 section 2.2.7).
  var query: String {
    target.firstIndex(of: "?").map { String(target[$0...]) } ?? "?"
  }
}

extension String {
  /// Without blanks and tabs at both ends.
  var trimmedOfBlanks: String {
    let isBlank: (Character) -> Bool = { $0 == " " || $0 == "\t" }
    guard first.map(isBlank) == true || last.map(isBlank) == true else { return self }
    var rest = Substring(self)
    while rest.first.map(isBlank) == true { rest.removeFirst() }
    while rest.last.map(isBlank) == true { rest.removeLast() }
    return String(rest)
  }
}
