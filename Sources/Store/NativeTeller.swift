public import Model

/// A source that tells an entry with a post on the Fediverse.
public struct NativeTeller: Sendable, Hashable {
  public var source: Source.ID
  /// Who wrote the post: the account itself, or somebody whose post it passes on.
  public var author: String?
  /// Whether it tells nothing but the post; else an article, which stays without it.
  public var isPost: Bool

  public init(source: Source.ID, author: String?, isPost: Bool = true) {
    self.source = source
    self.author = author
    self.isPost = isPost
  }
}
