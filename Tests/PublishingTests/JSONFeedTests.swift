import Foundation
import Model
import Testing

@testable import Publishing

struct JSONFeedTests {
  private func feed(_ channel: Channel) throws -> [String: Any] {
    let body = try #require(channel.rendered(as: .json)).body
    return try #require(
      try JSONSerialization.jsonObject(with: Data(body)) as? [String: Any])
  }

  private func item(_ entry: IndexEntry) throws -> [String: Any] {
    let items = try feed(Sample.channel([entry]))["items"] as? [[String: Any]]
    return try #require(items?.first)
  }

  @Test func `the head names version, addresses and language`() throws {
    let feed = try feed(Sample.channel([Sample.entry()], hasOlder: true))
    #expect(feed["version"] as? String == "https://jsonfeed.org/version/1.1")
    #expect(feed["title"] as? String == "Genossenschaftsfunk")
    #expect(feed["home_page_url"] as? String == "https://news.example.coop/")
    #expect(feed["feed_url"] as? String == "https://news.example.coop/feed.json")
    #expect(
      feed["next_url"] as? String
        == "https://news.example.coop/feed.json?before=\(Sample.entry().id)")
    #expect(feed["language"] as? String == "de")
  }

  @Test func `a feed without entries has an empty list of items`() throws {
    #expect((try feed(Sample.channel([]))["items"] as? [Any])?.isEmpty == true)
  }

  @Test func `an item has an id, words and a source`() throws {
    let item = try item(
      Sample.entry {
        $0.externalURL = "https://elsewhere.example/"
        $0.categories = [Category(term: "Strom"), Category(label: "Strom")]
        $0.enclosures = [
          Entry.Enclosure(
            url: "https://x.example/a.mp3", type: "audio/mpeg", length: 5, duration: 60)
        ]
      })
    #expect(item["id"] as? String == "https://coop.example/id/1")
    #expect(item["url"] as? String == "https://coop.example/posts/1")
    #expect(item["external_url"] as? String == "https://elsewhere.example/")
    #expect(item["title"] as? String == "Neue Anlage am Netz")
    #expect((item["content_html"] as? String)?.contains("dritte Rad") == true)
    #expect(item["summary"] as? String == "Seit heute dreht sich das dritte Rad.")
    #expect(item["date_published"] as? String == "2026-11-27T12:05:00Z")
    #expect(item["date_modified"] as? String == "2026-11-27T12:05:00Z")
    #expect(item["tags"] as? [String] == ["Strom"])
    #expect(item["language"] as? String == "de")
    let file = try #require((item["attachments"] as? [[String: Any]])?.first)
    #expect(file["size_in_bytes"] as? Int == 5)
    #expect(file["duration_in_seconds"] as? Int == 60)
    let source = try #require(item["_source"] as? [String: Any])
    #expect(source["title"] as? String == "Windhof eG")
    #expect(source["feed_url"] as? String == "https://coop1.example/feed.xml")
  }

  @Test func `an address that says nothing new is left out`() throws {
    let item = try item(Sample.entry { $0.externalURL = $0.url })
    #expect(item["external_url"] == nil)
  }

  @Test(arguments: FeedFormat.allCases)
  func `every format says how to cache and what it is`(format: FeedFormat) throws {
    let channel = Sample.channel([Sample.entry()], hasOlder: true)
    let rendered = try #require(channel.rendered(as: format))
    #expect(rendered.contentType == format.mediaType + "; charset=utf-8")
    #expect(rendered.lastModified == Sample.entry().updated)
    #expect(rendered.links.map(\.rel) == ["self", "alternate", "next"])
    #expect(try #require(channel.rendered(as: format)) == rendered)
  }

  @Test func `a tag has no feed`() {
    #expect(Sample.channel([], listing: Listing(.tag("strom"))).rendered(as: .atom) == nil)
  }
}
