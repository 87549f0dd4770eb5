public import Foundation

/// What somebody elsewhere did with a note of ours.
public struct Reaction: Sendable, Hashable {
  public enum Kind: String, Sendable, Hashable {
    case like, share
  }

  /// The name of the note.
  public var note: String
  public var kind: Kind
  /// The id of whoever did it.
  public var actor: String
  public var host: String
  /// The id of the activity.
  public var activity: String
  public var at: Date

  public init(
    note: String, kind: Kind, actor: String, host: String, activity: String, at: Date
  ) {
    self.note = note
    self.kind = kind
    self.actor = actor
    self.host = host
    self.activity = activity
    self.at = at
  }
}

/// How much was done with a note of ours.
public struct NoteTally: Sendable, Hashable {
  public var likes = 0
  public var shares = 0
  /// Those that are shown.
  public var replies = 0

  public init() {}
}
