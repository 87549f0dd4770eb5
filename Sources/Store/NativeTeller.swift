public import Model

/// A source whose account tells an entry with a post.
public struct NativeTeller: Sendable, Hashable {
  public var source: Source.ID
  /// Who wrote the post: the account itself, or somebody whose post it passes on.
  public var author: String?

  public init(source: Source.ID, author: String?) {
    self.source = source
    self.author = author
  }
}
