/// A link of a feed or an entry, with the relation its document gives it.
public struct Link: Sendable, Hashable {
  public var url: String
  /// The relation; `alternate` where the document says none.
  public var rel: String
  public var type: String?
  public var title: String?
  public var hreflang: String?
  public var length: String?

  public init(
    url: String, rel: String = "alternate", type: String? = nil, title: String? = nil,
    hreflang: String? = nil, length: String? = nil
  ) {
    self.url = url
    self.rel = rel
    self.type = type
    self.title = title
    self.hreflang = hreflang
    self.length = length
  }
}
