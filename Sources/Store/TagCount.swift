/// A tag that entries carry, and how many do.
public struct TagCount: Sendable, Hashable {
  /// As `TagName` folds it.
  public var tag: String
  public var count: Int

  public init(tag: String, count: Int) {
    self.tag = tag
    self.count = count
  }
}
