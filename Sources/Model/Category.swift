/// A word its publisher filed a feed or an entry under (Atom `category`, RSS `category`, `dc:subject`, JSON Feed `tags`).
public struct Category: Sendable, Hashable, Codable {
  public var term: String?
  public var scheme: String?
  public var label: String?

  public init(term: String? = nil, scheme: String? = nil, label: String? = nil) {
    self.term = term
    self.scheme = scheme
    self.label = label
  }
}
