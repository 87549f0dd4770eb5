/// Why no feed could be read from a document.
public enum FeedError: Error, Hashable, CustomStringConvertible {
  case empty
  /// A page came where a feed should be; the feeds it advertises.
  case html(advertised: [String])
  /// XML of another kind, by the name of its outermost element.
  case otherXML(root: String)
  case otherJSON(reason: String)
  case unreadable(reason: String)
  case unknownFormat

  public var description: String {
    switch self {
    case .empty: "the document is empty; ask the publisher whether the feed still exists"
    case .html(let feeds) where feeds.isEmpty:
      "this is a web page, not a feed, and it names none; look for the site's feed"
    case .html(let feeds):
      "this is a web page, not a feed; it names these feeds: \(feeds.joined(separator: ", "))"
    case .otherXML(let root):
      "the document is XML but no feed: its outermost element is <\(root)>; check the address"
    case .otherJSON(let reason):
      "the document is JSON but no JSON Feed: \(reason); check the address"
    case .unreadable(let reason): "the document cannot be read: \(reason)"
    case .unknownFormat:
      "the document is neither XML nor JSON, so it is no feed; check the address"
    }
  }
}
