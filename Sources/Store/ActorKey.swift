public import Foundation

/// The private key an actor signs with.
public struct ActorKey: Sendable, Hashable {
  /// PKCS #8, as text (RFC 7468).
  public var pem: String
  public var created: Date

  public init(pem: String, created: Date) {
    self.pem = pem
    self.created = created
  }
}
