import Markup

/// The body of a post: what it is called, how it begins, where it stands, and hashtags.
///
/// Only elements that every server keeps are used. The whole is at most 500 code points, counted
/// without markup and with two for every break between paragraphs.
struct NoteText: Sendable, Hashable {
  static let limit = 500
  private static let breakBetween = 2

  private let title: String
  private let excerpt: String
  private let article: WebLink?
  private(set) var hashtags: [Hashtag] = []

  /// The excerpt gives way first, then hashtags, then the title; the link never does.
  init(
    title: String, excerpt: String, excerptLimit: Int, article: WebLink?, hashtags: [Hashtag]
  ) {
    self.article = article
    var room = Self.limit - Self.cost(article?.shown ?? "")
    self.title = Shortening.cut(title, graphemes: room, scalars: max(room - Self.breakBetween, 0))
    room -= Self.cost(self.title)
    for hashtag in hashtags where room >= Self.cost("#" + hashtag.name) {
      self.hashtags.append(hashtag)
      room -= Self.cost("#" + hashtag.name)
    }
    self.excerpt = Shortening.cut(
      excerpt, graphemes: excerptLimit, scalars: max(room - Self.breakBetween, 0))
  }

  private static func cost(_ text: String) -> Int {
    text.isEmpty ? 0 : text.unicodeScalars.count + breakBetween
  }

  /// - Parameter origin: where the pages of hashtags are.
  func html(origin: String) -> String {
    var writer = XMLWriter(declaration: false)
    if !title.isEmpty {
      writer.element("p") { $0.element("strong", text: title) }
    }
    if !excerpt.isEmpty { writer.element("p", text: excerpt) }
    if let article {
      writer.element("p") {
        $0.element(
          "a", ["href": article.url, "rel": "nofollow noopener noreferrer"], text: article.shown)
      }
    }
    if !hashtags.isEmpty { writer.element("p") { write(hashtags, origin: origin, to: &$0) } }
    return writer.string
  }

  private func write(_ hashtags: [Hashtag], origin: String, to writer: inout XMLWriter) {
    for (place, hashtag) in hashtags.enumerated() {
      if place > 0 { writer.text(" ") }
      let attributes: KeyValuePairs<String, String?> = [
        "href": origin + hashtag.path, "class": "mention hashtag", "rel": "tag",
      ]
      writer.element("a", attributes) {
        $0.text("#")
        $0.element("span", text: hashtag.name)
      }
    }
  }
}
