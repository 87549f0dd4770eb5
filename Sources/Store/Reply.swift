public import Foundation

/// What somebody elsewhere answered to a note of ours, or said to one of our actors.
public struct Reply: Sendable, Hashable {
  public enum State: String, Sendable, Hashable, CaseIterable {
    /// Nobody has looked at it.
    case waiting
    case shown
    case refused
  }

  public var id: String
  /// The name of the note; `nil` for what was said to an actor and is never shown.
  public var note: String?
  /// The id of its author.
  public var actor: String
  public var host: String
  /// `user@host`.
  public var account: String
  public var url: String
  /// HTML, sanitised.
  public var content: String
  public var published: Date
  public var updated: Date?
  public var received: Date
  public var state: State

  public init(
    id: String, note: String?, actor: String, host: String, account: String, url: String,
    content: String, published: Date, updated: Date? = nil, received: Date,
    state: State = .waiting
  ) {
    self.id = id
    self.note = note
    self.actor = actor
    self.host = host
    self.account = account
    self.url = url
    self.content = content
    self.published = published
    self.updated = updated
    self.received = received
    self.state = state
  }
}
