public import struct Foundation.Date

/// What one of our actors has told its followers about an entry.
public struct Post: Sendable, Hashable {
  public var entry: EntryID
  /// The handle of the actor.
  public var actor: String
  /// The id of the note that was told or boosted.
  public var object: String
  /// What the note showed when it was last told; `nil` for a boost.
  public var digest: EntryKey?
  public var told: Date
  public var edits: Int
  /// When it was told anew, and what its note says it was.
  public var edited: Date?
  /// Since when nothing stands there any more.
  public var withdrawn: Date?

  public init(
    entry: EntryID, actor: String, object: String, digest: EntryKey? = nil, told: Date,
    edits: Int = 0, edited: Date? = nil, withdrawn: Date? = nil
  ) {
    self.entry = entry
    self.actor = actor
    self.object = object
    self.digest = digest
    self.told = told
    self.edits = edits
    self.edited = edited
    self.withdrawn = withdrawn
  }
}
