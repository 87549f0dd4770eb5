public import Foundation

/// Somebody elsewhere who follows one of our actors.
public struct Follower: Sendable, Hashable {
  /// The handle of our actor.
  public var actor: String
  public var id: String
  public var inbox: String
  /// Where deliveries go: the shared inbox where there is one, else the inbox itself.
  public var target: String
  public var host: String
  /// The id of the activity with which it asked.
  public var follow: String
  public var since: Date

  public init(
    actor: String, id: String, inbox: String, target: String, host: String, follow: String,
    since: Date
  ) {
    self.actor = actor
    self.id = id
    self.inbox = inbox
    self.target = target
    self.host = host
    self.follow = follow
    self.since = since
  }
}
