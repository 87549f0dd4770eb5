/// How often this process has seen the store change; equal revisions mean equal answers.
public struct Revision: Sendable, Hashable {
  /// Rises whenever something that readers see has changed.
  public var entries: Int
  /// Rises whenever the state of a source has changed.
  public var sources: Int
  /// Rises whenever followers, or what they did with notes, have changed.
  public var reactions: Int

  public init(entries: Int, sources: Int, reactions: Int = 0) {
    self.entries = entries
    self.sources = sources
    self.reactions = reactions
  }
}
