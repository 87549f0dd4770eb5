import Foundation
import Markup
import Model

/// Writes a merged feed as Atom 1.0 (RFC 4287).
enum AtomFeed {
  static func write(_ channel: Channel, address: String) -> [UInt8] {
    var writer = XMLWriter()
    writer.reserve(2048 + channel.page.entries.count * 2048)
    var body = EntryBody(wording: channel.wording, origin: channel.site.origin)
    writer.element(
      "feed", ["xmlns": "http://www.w3.org/2005/Atom", "xml:lang": channel.wording.language]
    ) { writer in
      writeHead(channel, address: address, into: &writer)
      for view in channel.views {
        writer.newline()
        write(view, of: channel, body: &body, into: &writer)
      }
      writer.newline()
    }
    writer.newline()
    return writer.bytes
  }

  private static func writeHead(
    _ channel: Channel, address: String, into writer: inout XMLWriter
  ) {
    let site = channel.site
    writer.element("id", text: channel.id)
    writer.element("title", text: channel.title)
    writer.element("subtitle", text: channel.subtitle)
    writer.element("updated", text: channel.updated.rfc3339)
    writer.element("author") { writer in
      writer.element("name", text: PlainText.disarmed(channel.siteName))
      writer.element("uri", text: site.origin + "/about")
    }
    writer.element("rights", text: channel.wording(.feedRights))
    writer.element("generator", ["version": site.version], text: channel.generator)
    writer.element("icon", text: site.origin + "/favicon.png")
    writer.element(
      "link", ["rel": "self", "type": FeedFormat.atom.mediaType, "href": address])
    writer.element(
      "link", ["rel": "alternate", "type": "text/html", "href": channel.homePageURL])
    for (rel, url) in [
      ("previous", channel.newerAddress(.atom)), ("next", channel.olderAddress(.atom)),
    ] {
      guard let url else { continue }
      writer.element("link", ["rel": rel, "type": FeedFormat.atom.mediaType, "href": url])
    }
  }

  private static func write(
    _ view: EntryView, of channel: Channel, body: inout EntryBody, into writer: inout XMLWriter
  ) {
    let entry = view.entry
    let content = body.content(view)
    let summary = body.summary(view)
    writer.element("entry", ["xml:lang": view.language]) { writer in
      writer.element("id", text: view.feedID)
      writer.element("title", text: PlainText.disarmed(view.headline(channel.wording)))
      writer.element("published", text: entry.published.rfc3339)
      writer.element("updated", text: entry.updated.rfc3339)
      writeAuthors(view, into: &writer)
      writeLinks(view, of: channel, into: &writer)
      writeCategories(view, into: &writer)
      writer.element("rights", text: view.rights.map(PlainText.disarmed))
      writeSource(view, of: channel, into: &writer)
      if let content { writer.element("content", ["type": "html"], text: content) }
      if content == nil { writer.element("summary", ["type": "html"], text: summary) }
    }
  }

  private static func writeAuthors(_ view: EntryView, into writer: inout XMLWriter) {
    for person in view.authors {
      writer.element("author") { writer in
        writer.element("name", text: PlainText.disarmed(person.name ?? ""))
        writer.element("uri", text: WebAddress.published(person.url))
      }
    }
  }

  private static func writeLinks(
    _ view: EntryView, of channel: Channel, into writer: inout XMLWriter
  ) {
    let article = view.articleURL ?? channel.entryAddress(view)
    writer.element("link", ["rel": "alternate", "href": article])
    for telling in view.tellings {
      guard let url = telling.url, url != article else { continue }
      writer.element(
        "link", ["rel": "via", "href": url, "title": PlainText.disarmed(telling.source.shownTitle)])
    }
    if let about = WebAddress.published(view.entry.externalURL), about != article {
      writer.element("link", ["rel": "related", "href": about])
    }
    if let comments = WebAddress.published(view.entry.commentsURL) {
      writer.element("link", ["rel": "replies", "type": "text/html", "href": comments])
    }
    for file in view.enclosures {
      writer.element(
        "link",
        [
          "rel": "enclosure", "type": file.type, "href": file.url,
          "length": file.length > 0 ? String(file.length) : nil,
          "title": file.title.map(PlainText.disarmed),
        ])
    }
  }

  private static func writeCategories(_ view: EntryView, into writer: inout XMLWriter) {
    for topic in view.topics {
      writer.element(
        "category",
        ["term": topic.term, "scheme": topic.scheme, "label": topic.label.map(PlainText.disarmed)])
    }
  }

  /// Where the entry was first published (RFC 4287 section 4.2.11).
  private static func writeSource(
    _ view: EntryView, of channel: Channel, into writer: inout XMLWriter
  ) {
    guard let source = view.source, let address = WebAddress.published(source.subscription.address)
    else { return }
    // What a source claims may lie in the future.
    let newest = min(source.state.newestEntry ?? view.entry.updated, channel.updated)
    let updated = max(newest, view.entry.updated)
    writer.element("source", ["xml:lang": LanguageTag.valid(source.language)]) { writer in
      writer.element("id", text: FeedID.valid(source.profile.id) ?? address)
      writer.element("title", text: PlainText.disarmed(source.shownTitle))
      writer.element("updated", text: updated.rfc3339)
      if !source.subscription.isFediverse {
        writer.element("link", ["rel": "self", "href": address])
      }
      if let home = WebAddress.published(source.homePageURL ?? source.subscription.profileURL) {
        writer.element("link", ["rel": "alternate", "href": home])
      }
      writer.element("rights", text: source.rights.map(PlainText.disarmed))
      writer.element("icon", text: WebAddress.published(source.profile.icon))
    }
  }
}
