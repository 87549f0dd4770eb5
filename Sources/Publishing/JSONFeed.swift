import Foundation
import Model

/// Writes a merged feed as JSON Feed 1.1.
enum JSONFeed {
  static func write(_ channel: Channel, address: String) -> [UInt8] {
    var writer = JSONWriter()
    writer.reserve(2048 + channel.page.entries.count * 2048)
    var body = EntryBody(wording: channel.wording, origin: channel.site.origin)
    let site = channel.site
    writer.object { writer in
      writer.member("version", "https://jsonfeed.org/version/1.1")
      writer.member("title", channel.title)
      writer.member("home_page_url", channel.homePageURL)
      writer.member("feed_url", address)
      writer.member("description", channel.subtitle)
      writer.member("user_comment", channel.wording(.feedRights))
      writer.member("next_url", channel.olderAddress(.json))
      writer.member("favicon", site.origin + "/favicon.png")
      writer.array("authors", [site]) { site, writer in
        writer.member("name", channel.siteName)
        writer.member("url", site.origin + "/about")
      }
      writer.member("language", channel.wording.language)
      writeItems(channel, body: &body, into: &writer)
    }
    return writer.bytes + [10]
  }

  /// `items` is required, even where there are none.
  private static func writeItems(
    _ channel: Channel, body: inout EntryBody, into writer: inout JSONWriter
  ) {
    writer.list("items") { writer in
      for view in channel.views {
        let html = body.content(view) ?? body.summary(view)
        writer.object { write(view, of: channel, html: html, into: &$0) }
      }
    }
  }

  private static func write(
    _ view: EntryView, of channel: Channel, html: String, into writer: inout JSONWriter
  ) {
    let entry = view.entry
    let article = view.articleURL ?? channel.entryAddress(view)
    let about = WebAddress.published(entry.externalURL)
    writer.member("id", view.feedID)
    writer.member("url", article)
    writer.member("external_url", about == article ? nil : about)
    writer.member("title", PlainText.disarmed(view.headline(channel.wording)))
    writer.member("content_html", html)
    writer.member("summary", view.excerpt)
    writer.member("image", view.imageURL)
    writer.member("date_published", entry.published.rfc3339)
    writer.member("date_modified", entry.updated.rfc3339)
    writer.array("authors", view.authors) { person, writer in
      writer.member("name", person.name)
      writer.member("url", WebAddress.published(person.url))
      writer.member("avatar", view.showsImages ? WebAddress.published(person.avatar) : nil)
    }
    writer.array("tags", view.topics.map(\.name))
    writer.member("language", view.language)
    writer.array("attachments", view.enclosures, write)
    writeSource(view, into: &writer)
  }

  private static func write(_ file: Attachment, into writer: inout JSONWriter) {
    writer.member("url", file.url)
    writer.member("mime_type", file.type)
    writer.member("title", file.title)
    writer.member("size_in_bytes", file.length > 0 ? file.length : nil)
    writer.member("duration_in_seconds", file.duration)
  }

  /// Our extension: the feed an item comes from, and where else it is told.
  private static func writeSource(_ view: EntryView, into writer: inout JSONWriter) {
    guard let source = view.source else { return }
    writer.object("_source") { writer in
      writer.member("title", source.shownTitle)
      writer.member(
        "url", WebAddress.published(source.homePageURL ?? source.subscription.profileURL))
      writer.member("feed_url", WebAddress.published(source.subscription.feedURL))
      writer.member("icon", WebAddress.published(source.profile.icon))
      writer.member("rights", view.rights)
      writer.array("also", view.tellings) { telling, writer in
        writer.member("title", telling.source.shownTitle)
        writer.member("url", telling.url)
      }
    }
  }
}
