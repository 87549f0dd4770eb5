public import Foundation

/// Whom the operator does not want to hear of.
public struct Block: Sendable, Hashable {
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// Nothing of it is taken, nothing is asked of it, and what it did is forgotten.
    case block
    /// It may follow; what it says and does is shown to nobody.
    case silence
  }

  /// A host, or the id of an actor.
  public var subject: String
  public var kind: Kind
  public var since: Date

  public init(subject: String, kind: Kind, since: Date) {
    self.subject = subject
    self.kind = kind
    self.since = since
  }
}
