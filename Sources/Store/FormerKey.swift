public import Foundation

/// A key that an actor does not sign with any more, still shown for a while.
public struct FormerKey: Sendable, Hashable {
  /// Counted from 1 for each actor.
  public var number: Int
  /// The private half, PKCS #8, as text (RFC 7468).
  public var pem: String
  public var retired: Date

  public init(number: Int, pem: String, retired: Date) {
    self.number = number
    self.pem = pem
    self.retired = retired
  }
}
