public import Model

/// An entry that has left its feed while older ones stay: perhaps its publisher took it back.
public struct AbsentEntry: Sendable, Hashable {
  public var entry: EntryID
  public var source: Source.ID
  /// Where the source says the article is.
  public var url: String
  /// How often in a row nothing was found there.
  public var misses: Int

  public init(entry: EntryID, source: Source.ID, url: String, misses: Int) {
    self.entry = entry
    self.source = source
    self.url = url
    self.misses = misses
  }
}
