import Foundation
import Model
import Testing

@testable import Publishing

struct AtomFeedTests {
  private func feed(_ channel: Channel) throws -> Document.Element {
    let rendered = try #require(channel.rendered(as: .atom))
    let document = try Document(rendered.body)
    #expect(document.isSound)
    return document.root
  }

  @Test func `the head names the feed, its rights and its own address`() throws {
    let feed = try feed(Sample.channel([Sample.entry()], hasOlder: true))
    #expect(feed.namespace == "http://www.w3.org/2005/Atom")
    #expect(feed.text(of: "id") == "urn:uuid:2b1c0d5e-94a7-8c3f-9e21-5a60f7d8b914")
    #expect(feed.text(of: "title") == "Genossenschaftsfunk")
    #expect(feed.text(of: "updated") == "2026-11-27T12:05:00Z")
    let links = feed.all("link").map { [$0.value("rel"), $0.value("href")] }
    #expect(links.contains(["self", "https://news.example.coop/feed.atom"]))
    #expect(links.contains(["alternate", "https://news.example.coop/"]))
    let older = "https://news.example.coop/feed.atom?before=\(Sample.entry().id)"
    #expect(links.contains(["next", older]))
    #expect(!links.contains { $0[0] == "previous" })
    #expect(feed.text(of: "rights")?.contains("§ 44b") == true)
  }

  @Test func `an older document says where it stands`() throws {
    let position = ListPosition.before(Sample.entry(9, hoursAgo: 0).id)
    let feed = try feed(Sample.channel([Sample.entry()], position: position))
    let links = feed.all("link").map { [$0.value("rel"), $0.value("href")] }
    let here = "https://news.example.coop/feed.atom"
    #expect(links.contains(["self", "\(here)?before=\(Sample.entry(9, hoursAgo: 0).id)"]))
    #expect(links.contains(["previous", "\(here)?after=\(Sample.entry().id)"]))
  }

  @Test func `a feed without entries keeps the date it is given`() throws {
    let feed = try feed(Sample.channel([]))
    #expect(feed.text(of: "updated") == "2023-11-14T22:13:20Z")
    #expect(feed.first("author")?.text(of: "name") == "Genossenschaftsfunk")
  }

  @Test func `an entry tells its source, its times and its words`() throws {
    let told = Sample.entry {
      $0.categories = [
        Category(term: "strom", scheme: "https://coop.example/themen", label: "Strom")
      ]
      $0.authors = [Person(name: "Kim Petersen", email: "kim@coop.example", url: "/kim")]
      $0.updated = Sample.now
      $0.commentsURL = "https://coop.example/posts/1#kommentare"
    }
    let entry = try #require(try feed(Sample.channel([told])).first("entry"))
    #expect(entry.value("lang") == "de")
    #expect(entry.text(of: "id") == "https://coop.example/id/1")
    #expect(entry.text(of: "published") == "2026-11-27T12:05:00Z")
    #expect(entry.text(of: "updated") == "2026-11-27T13:05:00Z")
    #expect(entry.first("author")?.text(of: "name") == "Kim Petersen")
    #expect(entry.first("author")?.first("email") == nil)
    #expect(entry.first("author")?.first("uri") == nil)
    let category = try #require(entry.first("category"))
    #expect(category.value("term") == "strom")
    #expect(category.value("scheme") == "https://coop.example/themen")
    #expect(category.value("label") == "Strom")
    let source = try #require(entry.first("source"))
    #expect(source.text(of: "id") == "https://coop1.example/feed.xml")
    #expect(source.text(of: "title") == "Windhof eG")
    #expect(source.text(of: "updated") == "2026-11-27T13:05:00Z")
    #expect(
      source.all("link").map { $0.value("rel") } == ["self", "alternate"])
  }

  @Test func `every entry has an author, the source where nobody else is named`() throws {
    let entry = try #require(try feed(Sample.channel([Sample.entry()])).first("entry"))
    #expect(entry.first("author")?.text(of: "name") == "Windhof eG")
  }

  @Test func `an excerpt stands under its attribution`() throws {
    let entry = try #require(try feed(Sample.channel([Sample.entry()])).first("entry"))
    #expect(entry.first("content") == nil)
    #expect(entry.first("summary")?.value("type") == "html")
    #expect(
      entry.text(of: "summary")
        == "<p><a href=\"https://coop1.example/\">Windhof eG</a></p>"
        + "<p>Seit heute dreht sich das dritte Rad.</p>"
        + "<p><a href=\"https://coop.example/posts/1\">Weiterlesen bei Windhof eG</a></p>")
  }

  @Test func `a full text is published only where the policy says so`() throws {
    let html =
      "<p>Fresh <a href=\"/bread\">bread</a></p><img src=\"https://x.example/1.png\" alt=\"\">"
    let full = Sample.entry(of: Sample.bakery) { $0.contentHTML = html }
    let entry = try #require(try feed(Sample.channel([full])).first("entry"))
    let content = try #require(entry.text(of: "content"))
    #expect(
      content == "<p><a href=\"https://coop2.example/\">Bread Co-op</a></p>"
        + "<p>Fresh <a href=\"https://coop.example/bread\">bread</a></p>")
    let excerpt = Sample.entry { $0.contentHTML = html }
    #expect(try feed(Sample.channel([excerpt])).first("entry")?.first("content") == nil)
  }

  @Test func `pictures are published only where the policy says so`() throws {
    let shows = Sample.source(3, "Fotohof") {
      $0.subscription.content = .full
      $0.subscription.showsImages = true
    }
    let directory = Directory(sources: [shows, Sample.bakery], folders: [])
    func content(of source: Source) throws -> String {
      let entry = Sample.entry(of: source) {
        $0.contentHTML =
          "<p>Bild: <img src=\"https://x.example/1.png\" alt=\"Hof\"></p>"
          + "<video src=\"https://x.example/v.mp4\" poster=\"https://x.example/p.png\"></video>"
        $0.enclosures = [Entry.Enclosure(url: "https://x.example/1.png")]
      }
      let rendered = Sample.channel([entry], directory: directory).rendered(as: .atom)
      return try #require(rendered).text
    }
    #expect(try content(of: shows).contains("x.example/1.png"))
    let without = try content(of: Sample.bakery)
    #expect(!without.contains("x.example/1.png") && !without.contains("poster"))
    #expect(without.contains("v.mp4"))
  }

  @Test func `a policy of titles gives no excerpt`() throws {
    let press = Sample.source(4, "Presse") { $0.subscription.content = .title }
    let channel = Sample.channel(
      [Sample.entry(of: press)], directory: Directory(sources: [press], folders: []))
    #expect(try feed(channel).first("entry")?.text(of: "summary")?.contains("Rad") == false)
  }

  @Test func `other sources that tell the same are linked once each`() throws {
    let told = Sample.entry {
      let telling = IndexEntry.Telling(
        sourceID: Sample.bakery.id, url: "https://coop2.example/also", title: "Also")
      $0.alsoAt = [telling, telling, .init(sourceID: $0.sourceID, url: nil, title: "")]
    }
    let entry = try #require(try feed(Sample.channel([told])).first("entry"))
    let via = entry.all("link").filter { $0.value("rel") == "via" }
    #expect(via.map { $0.value("href") } == ["https://coop2.example/also"])
    #expect(via.map { $0.value("title") } == ["Bread Co-op"])
  }

  @Test func `an entry without a title is named by its first words`() throws {
    let told = Sample.entry(title: " ") {
      $0.excerpt = String(repeating: "Genossenschaftlich wirtschaften ", count: 6)
    }
    let title = try feed(Sample.channel([told])).first("entry")?.text(of: "title")
    #expect(title == "Genossenschaftlich wirtschaften Genossenschaftlich wirtschaften…")
  }

  @Test func `an entry without an address leads to its page here`() throws {
    let told = Sample.entry { $0.url = nil }
    let entry = try #require(try feed(Sample.channel([told])).first("entry"))
    #expect(
      entry.first("link")?.value("href") == "https://news.example.coop/e/\(told.id)")
  }
}
