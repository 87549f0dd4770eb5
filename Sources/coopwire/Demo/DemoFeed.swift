import Foundation

/// An entry of a demo feed, ready to be written.
struct DemoEntry: Sendable {
  var id: String
  var url: String
  var title: String
  var html: String
  var author: String
  var tags: [String]
  var published: Date
  var updated: Date
}

/// A demo feed before it is written as RSS, Atom or JSON Feed.
///
/// Written here by hand, as a small coop's own site generator would, and not with the writers of the
/// merged feeds: the demo shows what other programs send.
struct DemoFeed: Sendable {
  var title: String
  var site: String
  var language: String
  var entries: [DemoEntry]

  func written(as format: DemoPublisher.Format) throws -> Data {
    switch format {
    case .rss: Data(rss.utf8)
    case .atom: Data(atom.utf8)
    case .json: try json
    }
  }

  private var rss: String {
    let items = entries.map { entry in
      """
      <item><title>\(Self.escaped(entry.title))</title><link>\(entry.url)</link>
      <guid isPermaLink="false">\(entry.id)</guid><dc:creator>\(entry.author)</dc:creator>
      <pubDate>\(Self.rfc822(entry.published))</pubDate>
      \(entry.tags.map { "<category>\(Self.escaped($0))</category>" }.joined())
      <description>\(Self.escaped(entry.html))</description></item>
      """
    }
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
      <title>\(Self.escaped(title))</title><link>\(site)/</link>
      <description>\(Self.escaped(title))</description><language>\(language)</language>
      \(items.joined(separator: "\n"))
      </channel></rss>
      """
  }

  private var atom: String {
    let items = entries.map { entry in
      """
      <entry><id>\(entry.id)</id><title>\(Self.escaped(entry.title))</title>
      <link href="\(entry.url)"/><author><name>\(entry.author)</name></author>
      <published>\(Self.rfc3339(entry.published))</published>
      <updated>\(Self.rfc3339(entry.updated))</updated>
      \(entry.tags.map { "<category term=\"\(Self.escaped($0))\"/>" }.joined())
      <content type="html">\(Self.escaped(entry.html))</content></entry>
      """
    }
    let updated = entries.map(\.updated).max() ?? Date(timeIntervalSince1970: 0)
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="\(language)">
      <id>\(site)/</id><title>\(Self.escaped(title))</title>
      <link href="\(site)/"/><link rel="self" href="\(site)/feed"/>
      <updated>\(Self.rfc3339(updated))</updated>
      \(items.joined(separator: "\n"))
      </feed>
      """
  }

  private var json: Data {
    get throws {
      let items: [[String: Any]] = entries.map { entry in
        [
          "id": entry.id, "url": entry.url, "title": entry.title, "content_html": entry.html,
          "authors": [["name": entry.author]], "tags": entry.tags,
          "date_published": Self.rfc3339(entry.published),
          "date_modified": Self.rfc3339(entry.updated),
        ]
      }
      let feed: [String: Any] = [
        "version": "https://jsonfeed.org/version/1.1", "title": title, "language": language,
        "home_page_url": site + "/", "feed_url": site + "/feed", "items": items,
      ]
      return try JSONSerialization.data(withJSONObject: feed, options: [.sortedKeys])
    }
  }

  static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing("\"", with: "&quot;")
  }

  private static func rfc3339(_ date: Date) -> String { date.formatted(.iso8601) }

  private static func rfc822(_ date: Date) -> String {
    date.formatted(
      Date.VerbatimFormatStyle(
        format: """
          \(day: .twoDigits) \(month: .abbreviated) \(year: .defaultDigits) \
          \(hour: .twoDigits(clock: .twentyFourHour, hourCycle: .zeroBased)):\(minute: .twoDigits):\
          \(second: .twoDigits) +0000
          """, locale: Locale(identifier: "en_US_POSIX"), timeZone: .gmt,
        calendar: Calendar(identifier: .gregorian)))
  }
}
