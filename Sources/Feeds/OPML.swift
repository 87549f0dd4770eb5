public import Model

/// A list of feeds as its document has it: every outline, in order, with nothing judged yet.
public struct OPML: Sendable, Hashable {
  /// A feed that the list names, and where it stands.
  public struct Listing: Sendable, Hashable, Encodable {
    public var feedURL: String
    public var title: String?
    public var homePageURL: String?
    /// The names of the outlines around it, from the outside in; nil where it stands in none.
    public var path: [String]?
  }

  public internal(set) var title: String?
  /// Whether the document had to be repaired to be read.
  public internal(set) var isRecovered = false
  var outlines: [OPMLOutline] = []

  /// What the list means: its sources and folders, and what is wrong with it.
  public var subscriptionList: SubscriptionList { OPMLSubscriptions.list(of: self) }

  /// Every outline that names a feed, in the order of the document; repeated ones too.
  public var listings: [Listing] {
    var listings: [Listing] = []
    for outline in outlines { Self.collect(outline, path: [], into: &listings) }
    return listings
  }

  /// Goes as deep as the document, which ``OPMLReader`` bounds.
  private static func collect(
    _ outline: OPMLOutline, path: [String], into listings: inout [Listing]
  ) {
    if let address = outline.feedURL {
      listings.append(
        Listing(
          feedURL: address, title: outline.title, homePageURL: outline.attributes["htmlurl"],
          path: path.isEmpty ? nil : path))
    }
    let inner = outline.title.map { path + [$0] } ?? path
    for child in outline.children { collect(child, path: inner, into: &listings) }
  }
}
