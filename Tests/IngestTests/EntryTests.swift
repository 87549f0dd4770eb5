import Foundation
import Model
import Store
import TestServer
import Testing

@testable import Ingest

/// What becomes of entries that lack something, repeat themselves or change.
@Suite struct EntryTests {
  private func titles(after documents: [[String]]) async throws -> [String] {
    let script = Script(.text(""))
    let server = try script.serve()
    defer { server.stop() }
    let pipeline = try await Pipeline(server)
    for items in documents {
      script.say(.text(RSS.feed(items)))
      _ = try await pipeline.refresh()
    }
    return try await pipeline.titles()
  }

  @Test func `no entry hangs more on a merged feed than it can bear`() async throws {
    let categories = (0..<1000).map { "<category>c\($0)</category>" }.joined()
    let item = "<item><title>Eins</title><guid>1</guid>\(categories)</item>"
    let server = try TestServer { _ in .text(RSS.feed([item])) }
    defer { server.stop() }
    let pipeline = try await Pipeline(server)
    _ = try await pipeline.refresh()
    let entry = try #require(try await pipeline.store.page(of: .river, limit: 1).entries.first)
    #expect(entry.categories.count == 64)
  }

  @Test func `entries without id, link, title or date are all taken in`() async throws {
    let titles = try await titles(after: [
      [
        RSS.item("Ohne Link", guid: "1"),
        RSS.item("Ohne Id", link: "https://test.example/2"),
        RSS.item("", guid: "3", text: "Ohne Titel."),
        RSS.item("Ohne Datum", guid: "4", date: nil),
        RSS.item("Ohne alles", date: nil),
      ]
    ])
    #expect(Set(titles) == ["Ohne Link", "Ohne Id", "", "Ohne Datum", "Ohne alles"])
  }

  @Test func `a changed guid under the same link is the same entry`() async throws {
    let link = "https://test.example/artikel"
    let titles = try await titles(after: [
      [RSS.item("Umzug", guid: "http://test.example/?p=1", link: link)],
      [RSS.item("Umzug", guid: "https://test.example/?p=1", link: link)],
    ])
    #expect(titles == ["Umzug"])
  }

  @Test func `the same guid twice with different words makes two entries`() async throws {
    let titles = try await titles(after: [
      [
        RSS.item("Eins", guid: "x", link: "https://test.example/1"),
        RSS.item("Zwei", guid: "x", link: "https://test.example/2"),
        RSS.item("Drei", guid: "x", link: "https://test.example/3"),
      ]
    ])
    #expect(Set(titles) == ["Eins", "Zwei", "Drei"])
  }

  @Test func `an edit changes the words and not the place`() async throws {
    let titles = try await titles(after: [
      [
        RSS.item("Alt", guid: "1"),
        RSS.item("Neuer", guid: "2", date: "Thu, 19 Nov 2026 08:00:00 GMT"),
      ],
      [
        RSS.item("Geändert", guid: "1"),
        RSS.item("Neuer", guid: "2", date: "Thu, 19 Nov 2026 08:00:00 GMT"),
      ],
    ])
    #expect(titles == ["Geändert", "Neuer"] || titles == ["Neuer", "Geändert"])
    #expect(titles.first == (titles.contains("Neuer") ? "Neuer" : "Geändert"))
  }

  @Test func `an entry that leaves its feed stays in the index`() async throws {
    let titles = try await titles(after: [
      [RSS.item("Bleibt", guid: "1"), RSS.item("Geht", guid: "2")],
      [RSS.item("Bleibt", guid: "1")],
    ])
    #expect(Set(titles) == ["Bleibt", "Geht"])
  }

  @Test func `an entry from the far future is withheld, one from tomorrow is not pinned`()
    async throws
  {
    let titles = try await titles(after: [
      [
        RSS.item("Bald", guid: "1", date: "Thu, 19 Nov 2026 09:00:00 GMT"),
        RSS.item("Fern", guid: "2", date: "Mon, 30 Nov 2026 09:00:00 GMT"),
        RSS.item("Jetzt", guid: "3", date: "Wed, 18 Nov 2026 11:00:00 GMT"),
      ]
    ])
    #expect(!titles.contains("Fern"))
    #expect(titles.contains("Bald"))
  }

  @Test func `ten thousand entries come in at one go, twenty of them in the river`() async throws {
    let items = (0..<10_000).map { RSS.item("Nummer \($0)", guid: "\($0)") }
    let server = try TestServer { _ in .text(RSS.feed(items)) }
    defer { server.stop() }
    let pipeline = try await Pipeline(server)
    #expect(try await pipeline.refresh() == [.updated(.init(new: 10_000))])
    #expect(try await pipeline.titles().count == 20)
    let source = try #require(try await pipeline.source())
    #expect(try await pipeline.store.count(of: EntryList(.source(source.id))) == 10_000)
  }

  @Test func `an article two sources tell stands once and names both`() async throws {
    let link = "https://wind.example/netz"
    let one = try TestServer(on: "127.0.9.11") { _ in
      .text(RSS.feed([RSS.item("Wind", guid: "a", link: link)]))
    }
    let other = try TestServer(on: "127.0.9.12") { _ in
      .text(RSS.feed([RSS.item("Auch Wind", guid: "b", link: link + "?utm_source=rss")]))
    }
    defer {
      one.stop()
      other.stop()
    }
    let pipeline = try await Pipeline(
      [one, other].map { Subscription(feedURL: $0.url + "/feed", title: "") })
    _ = try await pipeline.refresh()
    let entries = try await pipeline.store.page(of: .river, limit: 10).entries
    #expect(entries.count == 1)
    #expect(entries.first?.alsoAt.count == 1)
  }

  @Test func `the operator's phrases keep entries out`() async throws {
    let server = try TestServer { _ in
      .text(
        RSS.feed([RSS.item("Genossenschaft gegründet", guid: "1"), RSS.item("Wetter", guid: "2")]))
    }
    defer { server.stop() }
    var subscription = Subscription(feedURL: server.url + "/feed", title: "")
    subscription.include = ["GENOSSENSCHAFT"]
    let pipeline = try await Pipeline([subscription])
    _ = try await pipeline.refresh()
    #expect(try await pipeline.titles() == ["Genossenschaft gegründet"])
  }
}
