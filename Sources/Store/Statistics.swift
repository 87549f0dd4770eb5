/// How much the store holds.
public struct Statistics: Sendable, Hashable {
  /// Entries held, whether listed or not.
  public var entries: Int
  /// Entries in the outbox of the merged actor (NodeInfo `localPosts`).
  public var localPosts: Int
  /// Sources that are listed.
  public var sources: Int

  public init(entries: Int, localPosts: Int, sources: Int) {
    self.entries = entries
    self.localPosts = localPosts
    self.sources = sources
  }
}
