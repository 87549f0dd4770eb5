/// Placeholder until the real rule lands.
public struct CanonicalURL: Sendable, Hashable {
  public let string: String
  public init?(_ address: String) {
    guard address.hasPrefix("http") else { return nil }
    string = address
  }
  public var host: String? { string.split(separator: "/").dropFirst().first.map(String.init) }
}
