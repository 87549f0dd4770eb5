import Foundation
import Markup
import Model

/// Writes a merged feed as RSS 2.0, with the modules for content, authors, media and paging.
///
/// RSS 2.0.11 and the RSS Best Practices Profile of the RSS Advisory Board.
enum RSSFeed {
  static func write(_ channel: Channel, address: String) -> [UInt8] {
    var writer = XMLWriter()
    writer.reserve(2048 + channel.page.entries.count * 2048)
    var body = EntryBody(wording: channel.wording, origin: channel.site.origin)
    writer.element(
      "rss",
      [
        "version": "2.0", "xmlns:atom": "http://www.w3.org/2005/Atom",
        "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
        "xmlns:dc": "http://purl.org/dc/elements/1.1/",
        "xmlns:media": "http://search.yahoo.com/mrss/",
      ]
    ) { writer in
      writer.element("channel") { writer in
        writeHead(channel, address: address, into: &writer)
        for view in channel.views {
          writer.newline()
          write(view, of: channel, body: &body, into: &writer)
        }
        writer.newline()
      }
    }
    writer.newline()
    return writer.bytes
  }

  private static func writeHead(
    _ channel: Channel, address: String, into writer: inout XMLWriter
  ) {
    let site = channel.site
    writer.element("title", text: channel.title)
    writer.element("link", text: channel.homePageURL)
    writer.element("description", text: channel.subtitle)
    writer.element("language", text: LanguageTag.valid(site.language))
    writer.element("copyright", text: channel.wording(.feedRights))
    let mailbox = Contact(site.contact)?.mailbox(name: channel.siteName)
    writer.element("managingEditor", text: mailbox)
    writer.element("webMaster", text: mailbox)
    writer.element("lastBuildDate", text: channel.updated.rfc822)
    writer.element("generator", text: channel.generator + " " + site.version)
    writer.element("docs", text: "https://www.rssboard.org/rss-specification")
    writer.element("ttl", text: "60")
    let type = FeedFormat.rss.mediaType
    writer.element("atom:link", ["rel": "self", "type": type, "href": address])
    if let newer = channel.newerAddress(.rss) {
      writer.element("atom:link", ["rel": "previous", "type": type, "href": newer])
    }
    if let older = channel.olderAddress(.rss) {
      writer.element("atom:link", ["rel": "next", "type": type, "href": older])
    }
  }

  private static func write(
    _ view: EntryView, of channel: Channel, body: inout EntryBody, into writer: inout XMLWriter
  ) {
    let content = body.content(view)
    let summary = body.summary(view)
    writer.element("item") { writer in
      writer.element("title", text: PlainText.disarmed(view.headline(channel.wording)))
      writer.element("link", text: view.articleURL ?? channel.entryAddress(view))
      writer.element("guid", ["isPermaLink": "false"], text: view.feedID)
      writer.element("pubDate", text: view.entry.published.rfc822)
      for author in view.authors {
        writer.element("dc:creator", text: PlainText.disarmed(author.name ?? ""))
      }
      for topic in view.topics {
        writer.element(
          "category", ["domain": topic.scheme], text: PlainText.disarmed(topic.name))
      }
      writer.element("comments", text: WebAddress.published(view.entry.commentsURL))
      writeSource(view, into: &writer)
      writeFiles(view, into: &writer)
      writer.element("description", text: summary)
      if let content { writer.element("content:encoded", text: content) }
    }
  }

  private static func writeSource(_ view: EntryView, into writer: inout XMLWriter) {
    guard let source = view.source, let feed = WebAddress.published(source.subscription.feedURL)
    else { return }
    writer.element("source", ["url": feed], text: PlainText.disarmed(source.shownTitle))
  }

  /// RSS knows one enclosure an item, and only hosts of the public DNS.
  private static func writeFiles(_ view: EntryView, into writer: inout XMLWriter) {
    if let file = view.enclosures.first(where: \.isEnclosable) {
      writer.element(
        "enclosure", ["url": file.url, "length": String(file.length), "type": file.type])
    }
    if let image = view.imageURL {
      writer.element("media:content", ["url": image, "medium": "image"])
    }
  }
}
