/// Scheme, host and port: what two addresses of one server have in common (FEP-fe34).
struct Origin: Sendable, Hashable {
  /// In lower case.
  let scheme: String
  /// Host and, where it is not the scheme's own, port, in lower case.
  let authority: String

  init?(_ origin: String) {
    guard let address = Self.split(origin) else { return nil }
    self = address.origin
  }

  private init(scheme: String, authority: String) {
    self.scheme = scheme
    let port = scheme == "https" ? ":443" : scheme == "http" ? ":80" : ""
    let isUsual = !port.isEmpty && authority.hasSuffix(port)
    self.authority = isUsual ? String(authority.dropLast(port.count)) : authority
  }

  /// An absolute address as its origin and everything behind it, letter by letter.
  static func split(_ address: String) -> (origin: Origin, path: String)? {
    let bytes = address.utf8
    guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")), address[colon...].hasPrefix("://")
    else { return nil }
    let rest = address[bytes.index(colon, offsetBy: 3)...]
    let end = rest.utf8.firstIndex { "/?#".utf8.contains($0) } ?? rest.endIndex
    let scheme = address[..<colon].lowercased()
    guard !scheme.isEmpty, end > rest.startIndex else { return nil }
    let origin = Origin(scheme: scheme, authority: rest[..<end].lowercased())
    return (origin, String(rest[end...]))
  }
}
