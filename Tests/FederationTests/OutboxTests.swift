import Foundation
import Model
import Testing

@testable import Federation

struct OutboxTests {
  private let newswire: Newswire
  private static let titles = (1...45).map { "Entry \($0)" }
  private static let mill = "https://news.example.coop/ap/users/mill/outbox"

  init() async throws {
    newswire = try await Newswire()
    // A first document brings an archive, of which only twenty entries are listed beyond their source.
    try await newswire.tell(["Before"], by: "mill", now: Newswire.now.addingTimeInterval(-90_000))
    try await newswire.tell(Self.titles, by: "mill")
  }

  /// What is said on a page: the titles of created notes, and the ids of boosted ones.
  private func said(on page: [String: Any]) throws -> [String] {
    let items = try #require(page["orderedItems"] as? [[String: Any]])
    return items.compactMap { item in
      if let note = item["object"] as? [String: Any] { return note["id"] as? String }
      return item["object"] as? String
    }
  }

  private func walk(
    from start: String, along direction: String, meanwhile: (Int) async throws -> Void = { _ in }
  ) async throws -> [[String]] {
    var pages: [[String]] = []
    var next: String? = start
    while let url = next, pages.count < 9 {
      let page = try await newswire.json(url)
      #expect(page["id"] as? String == url)
      #expect(page["type"] as? String == "OrderedCollectionPage")
      pages.append(try said(on: page))
      next = page[direction] as? String
      try await meanwhile(pages.count)
    }
    return pages
  }

  @Test(arguments: ["mill", "news", "essen"])
  func `a walk meets every entry once, the newest first`(handle: String) async throws {
    let url = "https://news.example.coop/ap/users/\(handle)/outbox"
    let collection = try await newswire.json(url)
    #expect(collection["type"] as? String == "OrderedCollection")
    #expect(collection["totalItems"] as? Int == 46)
    #expect(collection["orderedItems"] == nil)
    let pages = try await walk(from: try #require(collection["first"] as? String), along: "next")
    #expect(pages.map(\.count) == [20, 20, 6])
    let ids = pages.flatMap { $0 }
    #expect(Set(ids).count == 46)
    #expect(ids == ids.sorted().reversed())
    let last = try await newswire.json(try #require(collection["last"] as? String))
    #expect(last["next"] == nil)
    #expect(try said(on: last) == Array(ids.suffix(20)))
    let back = try await walk(from: try #require(collection["last"] as? String), along: "prev")
    #expect(back.reversed().flatMap { $0 } == ids)
  }

  @Test func `entries that arrive do not disturb a walk`() async throws {
    let before = try await walk(from: Self.mill + "?page=true", along: "next").flatMap { $0 }
    let during = try await walk(from: Self.mill + "?page=true", along: "next") { page in
      let later = Newswire.now.addingTimeInterval(4000 * Double(page))
      try await newswire.tell(["Late \(page)"], by: "mill", now: later)
    }
    #expect(during.flatMap { $0 } == before)
  }

  @Test func `a source creates its notes and others boost them by id`() async throws {
    let mill = try await newswire.json(Self.mill + "?page=true")
    let news = try await newswire.json("https://news.example.coop/ap/users/news/outbox?page=true")
    let creates = try #require(mill["orderedItems"] as? [[String: Any]])
    #expect(Set(creates.compactMap { $0["type"] as? String }) == ["Create"])
    #expect(creates.allSatisfy { ($0["object"] as? [String: Any])?["@context"] == nil })
    let boosts = try #require(news["orderedItems"] as? [[String: Any]])
    #expect(Set(boosts.compactMap { $0["type"] as? String }) == ["Announce"])
    #expect(boosts.allSatisfy { $0["object"] is String })
    #expect(try said(on: mill) == said(on: news))
  }

  @Test(arguments: [
    ("page=true", "?page=true"), ("page=1", "?page=true"), ("x=1&page=true", "?page=true"),
    ("page=true&max_id=0000000000001", "?max_id=0000000000001&page=true"),
    ("max_id=0000000000001", "?max_id=0000000000001&page=true"),
    ("min_id=0000000000001&page=true", "?min_id=0000000000001&page=true"),
  ])
  func `a page is called what we would call it`(query: String, written: String) async throws {
    let page = try await newswire.json(Self.mill + "?" + query)
    #expect(page["id"] as? String == Self.mill + written)
    #expect(page["partOf"] as? String == Self.mill)
  }

  @Test(arguments: ["max_id=1", "min_id=x&page=true", "max_id=", "max_id=zzzzzzzzzzzzz"])
  func `a place that no page of ours names is not found`(query: String) async throws {
    _ = try await newswire.answer(Self.mill + "?" + query, expecting: 404)
  }

  @Test func `a page beyond the end is empty and leads nowhere`() async throws {
    let page = try await newswire.json(Self.mill + "?max_id=0000000000001&page=true")
    #expect(try said(on: page).isEmpty)
    #expect(page["next"] == nil)
  }

  @Test func `the server's own actor has said nothing`() async throws {
    let url = "https://news.example.coop/ap/actor/outbox"
    let collection = try await newswire.json(url)
    #expect(collection["totalItems"] as? Int == 0)
    let page = try await newswire.json(try #require(collection["first"] as? String))
    #expect(try said(on: page).isEmpty)
  }

  @Test(arguments: ["followers", "following"])
  func `nobody follows yet, and the number is no secret`(name: String) async throws {
    let url = "https://news.example.coop/ap/users/mill/" + name
    let golden = """
      {"@context": ["https://www.w3.org/ns/activitystreams"], "id": "\(url)",
       "type": "OrderedCollection", "totalItems": 0, "first": "\(url)?page=true",
       "last": "\(url)?page=true"}
      """
    #expect(try await newswire.answer(url).readable() == Document.readable(golden))
    let page = try await newswire.json(url + "?page=true")
    #expect(page["partOf"] as? String == url)
    #expect((page["orderedItems"] as? [String])?.isEmpty == true)
  }

  @Test func `a source pins its newest five notes, in full`() async throws {
    let featured = try await newswire.json(
      "https://news.example.coop/ap/users/mill/collections/featured")
    let notes = try #require(featured["orderedItems"] as? [[String: Any]])
    #expect(featured["totalItems"] as? Int == 5)
    #expect(notes.allSatisfy { $0["type"] as? String == "Note" && $0["content"] is String })
    let newest = try said(on: try await newswire.json(Self.mill + "?page=true")).prefix(5)
    #expect(notes.compactMap { $0["id"] as? String } == Array(newest))
  }

  @Test(arguments: ["news", "essen"])
  func `an actor that boosts pins one note of its own`(handle: String) async throws {
    let actor = "https://news.example.coop/ap/users/" + handle
    let featured = try await newswire.json(actor + "/collections/featured")
    let notes = try #require(featured["orderedItems"] as? [[String: Any]])
    let id = "https://news.example.coop/ap/notes/intro-" + handle
    #expect(notes.count == 1)
    #expect(notes.first?["id"] as? String == id)
    #expect(notes.first?["attributedTo"] as? String == actor)
    let note = try await newswire.json(id)
    #expect(note["content"] as? String == notes.first?["content"] as? String)
    #expect(
      try await newswire.json(id, now: .distantFuture)["published"] as? String
        == note["published"] as? String)
  }

  @Test func `neither the server nor a source introduces itself, nor an empty newswire`()
    async throws
  {
    for handle in ["coopwire", "mill", "nobody"] {
      let url = "https://news.example.coop/ap/notes/intro-" + handle
      _ = try await newswire.answer(url, expecting: 404)
    }
    let empty = try await Newswire([])
    let featured = try await empty.json(
      "https://news.example.coop/ap/users/news/collections/featured")
    #expect(featured["totalItems"] as? Int == 0)
    #expect(try await empty.json("https://news.example.coop/ap/users/news")["published"] == nil)
  }
}
