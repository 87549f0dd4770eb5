import Foundation
import Model
import Testing

@testable import Publishing

struct RSSFeedTests {
  private func channel(_ channel: Channel) throws -> Document.Element {
    let document = try Document(try #require(channel.rendered(as: .rss)).body)
    #expect(document.isSound)
    return try #require(document.root.first("channel"))
  }

  @Test func `the head has all that readers and validators ask for`() throws {
    let head = try channel(Sample.channel([Sample.entry()], hasOlder: true))
    #expect(head.text(of: "title") == "Genossenschaftsfunk")
    #expect(head.all("link").first?.text == "https://news.example.coop/")
    #expect(head.text(of: "description")?.isEmpty == false)
    #expect(head.text(of: "language") == "de")
    #expect(head.text(of: "ttl") == "60")
    #expect(head.text(of: "lastBuildDate") == "Fri, 27 Nov 2026 12:05:00 +0000")
    #expect(head.text(of: "managingEditor") == "post@example.coop (Genossenschaftsfunk)")
    #expect(head.text(of: "docs") == "https://www.rssboard.org/rss-specification")
    let own = head.all("link").filter { $0.namespace == "http://www.w3.org/2005/Atom" }
    #expect(own.map { $0.value("rel") } == ["self", "next"])
    #expect(own.first?.value("href") == "https://news.example.coop/feed.rss")
    #expect(own.first?.value("type") == "application/rss+xml")
  }

  @Test func `an editor who is no mailbox is left out`() throws {
    var site = Sample.site
    site.contact = "https://example.coop/kontakt"
    let head = try channel(Sample.channel([], site: site))
    #expect(head.first("managingEditor") == nil)
    #expect(head.first("webMaster") == nil)
  }

  @Test func `an item keeps the id that never changes and names its source`() throws {
    let told = Sample.entry {
      $0.categories = [Category(term: "strom", scheme: "https://coop.example/themen")]
      $0.enclosures = [
        Entry.Enclosure(url: "https://x.example/a.mp3", type: "audio/mpeg"),
        Entry.Enclosure(url: "https://x.example/b.mp3", type: "audio/mpeg", length: 5),
      ]
    }
    let item = try #require(try channel(Sample.channel([told])).first("item"))
    #expect(item.text(of: "title") == "Neue Anlage am Netz")
    #expect(item.text(of: "link") == "https://coop.example/posts/1")
    #expect(item.text(of: "guid") == "https://coop.example/id/1")
    #expect(item.first("guid")?.value("isPermaLink") == "false")
    #expect(item.text(of: "pubDate") == "Fri, 27 Nov 2026 12:05:00 +0000")
    #expect(item.text(of: "creator") == "Windhof eG")
    #expect(item.first("category")?.value("domain") == "https://coop.example/themen")
    #expect(item.first("source")?.value("url") == "https://coop1.example/feed.xml")
    #expect(item.text(of: "source") == "Windhof eG")
    #expect(item.all("enclosure").map { $0.value("url") } == ["https://x.example/a.mp3"])
    #expect(item.first("enclosure")?.value("length") == "0")
    #expect(item.text(of: "description")?.contains("dritte Rad") == true)
    #expect(item.first("encoded") == nil)
  }

  @Test func `a full text stands beside the excerpt, after it`() throws {
    let told = Sample.entry(of: Sample.bakery) { $0.contentHTML = "<p>All of it.</p>" }
    let item = try #require(try channel(Sample.channel([told])).first("item"))
    #expect(item.text(of: "encoded")?.hasSuffix("<p>All of it.</p>") == true)
    let names = item.children.map(\.name)
    let description = try #require(names.firstIndex(of: "description"))
    let encoded = try #require(names.firstIndex(of: "encoded"))
    #expect(description < encoded)
  }

  @Test func `a picture is media only where the policy shows pictures`() throws {
    let shows = Sample.source(3, "Fotohof") { $0.subscription.showsImages = true }
    let directory = Directory(sources: [shows, Sample.wind], folders: [])
    let entries = [shows, Sample.wind].map { source in
      Sample.entry(of: source) { $0.imageURL = "https://x.example/1.png" }
    }
    let items = try channel(Sample.channel(entries, directory: directory)).all("item")
    #expect(items.map { $0.first("content")?.value("url") } == ["https://x.example/1.png", nil])
  }
}
