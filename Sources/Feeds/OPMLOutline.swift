/// One `outline` as it stands in the document, with what it holds.
struct OPMLOutline: Sendable, Hashable {
  /// Counted from 1; 0 where it is not known.
  var line: Int
  /// By name in lower case, for exporters do not agree on `xmlUrl`; values without blanks around
  /// them, empty ones left out.
  var attributes: [String: String] = [:]
  /// Our own attributes, by local name in lower case.
  var options: [String: String] = [:]
  var children: [OPMLOutline] = []

  /// The name of the namespace of our own attributes.
  static let namespace = "urn:coopwire:opml"

  var title: String? { attributes["title"] ?? attributes["text"] }

  /// The title on one line, as folders and sources are called.
  var name: String? { title.map(OPMLText.collapsed) }

  /// Whether it is taken out with all that it holds (OPML 2.0, `isComment`).
  var isComment: Bool { attributes["iscomment"]?.lowercased() == "true" }

  var type: String? { attributes["type"]?.lowercased() }

  /// Whether it names a feed beyond doubt.
  var isFeed: Bool { attributes["xmlurl"] != nil }

  /// Whether it is to be told by an account, for it names no feed and is no folder.
  var isAccount: Bool {
    type == "activitypub" && feedURL == nil && (children.isEmpty || options["account"] != nil)
  }

  /// Where its feed is; some exporters write `url` for it, which in a `link` is something else.
  var feedURL: String? {
    if let address = attributes["xmlurl"] { return address }
    guard children.isEmpty, type == nil || type == "rss" || type == "atom" else { return nil }
    return attributes["url"]
  }
}
