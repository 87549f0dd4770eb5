public import Foundation
public import Model

/// What has become of the wish to follow the account of a source.
public struct Following: Sendable, Hashable {
  public enum State: String, Sendable, Hashable {
    /// The account is still to be found.
    case waiting
    /// The account was asked, and has not answered.
    case asked
    case accepted
    case rejected
    /// We do not follow it, because of what it says of itself.
    case refused
  }

  public var source: Source.ID
  public var state = State.waiting
  /// Why it is not followed, in the words the operator sees.
  public var reason: String?
  /// The ids of the account, and of its inbox and outbox, once they are known.
  public var actor: String?
  public var inbox: String?
  public var outbox: String?
  /// The id of our last `Follow`, and when it was written.
  public var follow: String?
  public var asked: Date?
  /// Since when it is wished for; what the account said before is no news.
  public var began = Date(timeIntervalSince1970: 0)
  /// When another account took the place of an earlier one.
  public var moved: Date?
  public var nextCheck: Date
  /// Failures since the last time its posts could be read.
  public var failures = 0
  /// Whether its words may be searched (FEP-5feb).
  public var isSearchable = false

  public init(source: Source.ID, nextCheck: Date) {
    self.source = source
    self.nextCheck = nextCheck
  }

  /// Whether what it says is taken in.
  public var isHeard: Bool { state == .asked || state == .accepted }
}
