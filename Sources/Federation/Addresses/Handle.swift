/// The name of one of our actors, what stands before the second `@` of its account.
///
/// Lower-case letters, digits and `_` are what every server takes; it never changes.
public struct Handle: Sendable, Hashable, LosslessStringConvertible {
  public let description: String

  /// Takes 2 to 30 of `[a-z0-9_]`, and nothing else.
  public init?(_ description: String) {
    guard (2...30).contains(description.utf8.count),
      description.utf8.allSatisfy(Self.isAllowed)
    else { return nil }
    self.description = description
  }

  private init(known description: String) {
    self.description = description
  }

  /// The actor of the server itself, which will sign what we fetch.
  public static let instance = Handle(known: "coopwire")
  /// The actor that boosts what every source tells.
  public static let merged = Handle(known: "news")

  private static func isAllowed(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
      UInt8(ascii: "_"):
      true
    default: false
    }
  }
}
