public import struct Foundation.Date

/// Something one of our actors is to tell its followers about an entry.
///
/// It is written in the transaction that changed the entry, so that whatever is shown is told, and
/// nothing is told that was never written.
public struct Announcement: Sendable, Hashable, Identifiable {
  public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
    case new, edited, withdrawn
  }

  public var id: Int64
  /// The handle of the actor.
  public var actor: String
  public var entry: EntryID
  public var kind: Kind
  /// Not told before this.
  public var due: Date
  /// How often it was put off because a server did not say whether there is a post of the entry.
  public var tries: Int

  public init(
    id: Int64, actor: String, entry: EntryID, kind: Kind, due: Date, tries: Int = 0
  ) {
    self.id = id
    self.actor = actor
    self.entry = entry
    self.kind = kind
    self.due = due
    self.tries = tries
  }
}
