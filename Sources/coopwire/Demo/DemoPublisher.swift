import Foundation

/// A small cooperative with a small web site, made up for the demo.
struct DemoPublisher: Sendable {
  enum Format: String, Sendable {
    case rss = "application/rss+xml"
    case atom = "application/atom+xml"
    case json = "application/feed+json"
  }

  var name: String
  var folder: String
  var language: String
  var format: Format
  var articles: [DemoArticle]

  /// The feed as it reads at a moment of the demo.
  ///
  /// - Parameter site: the publisher's own address, without a trailing slash.
  func feed(at site: String, started: Date, now: Date) -> [UInt8] {
    let entries = articles.map { article in
      DemoEntry(
        id: "\(site)/\(article.name)", url: article.elsewhere ?? "\(site)/\(article.name)",
        title: article.title, html: article.html(started: started, now: now),
        author: article.author, tags: article.tags,
        published: article.published(started: started),
        updated: article.updated(started: started, now: now))
    }
    let feed = DemoFeed(title: name, site: site, language: language, entries: entries)
    return Array((try? feed.written(as: format)) ?? Data())
  }

  /// An article's own page, so that every link of the demo leads somewhere.
  func page(of name: String, started: Date, now: Date) -> String? {
    guard let article = articles.first(where: { $0.name == name && $0.elsewhere == nil }) else {
      return nil
    }
    return """
      <!DOCTYPE html><html lang="\(language)"><meta charset="utf-8">
      <meta name="viewport" content="width=device-width">
      <title>\(DemoFeed.escaped(article.title))</title>
      <h1>\(DemoFeed.escaped(article.title))</h1>
      \(article.html(started: started, now: now))
      <p>\(DemoFeed.escaped(self.name)), \(DemoFeed.escaped(article.author))</p></html>
      """
  }
}
