/// How often this process has seen the store change; equal revisions mean equal answers.
public struct Revision: Sendable, Hashable {
  /// Rises whenever something that readers see has changed.
  public var entries: Int
  /// Rises whenever the state of a source has changed.
  public var sources: Int

  public init(entries: Int, sources: Int) {
    self.entries = entries
    self.sources = sources
  }
}
