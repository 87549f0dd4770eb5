import Foundation
import HTTPTypes
import HummingbirdTesting
import Model
import NIOCore
import Store
import TestDatabase
import Testing

@testable import Site

/// What is served without asking the index, and what strangers cannot make us keep.
struct MemoryTests {
  static let remembered = [
    "/", "/c/essen", "/@mill", "/feed.atom", "/@news/feed.json", "/c/essen/feed.rss", "/feeds.opml",
    "/sources", "/about", "/robots.txt", "/ap/users/mill", "/ap/users/news/outbox?page=true",
    "/ap/users/news/collections/featured", "/nodeinfo/2.1", "/.well-known/host-meta",
    "/tags/b%C3%BCrgerenergie", "/feed.atom?lang=en",
  ]

  @Test(arguments: remembered)
  func `the second time no query runs, until something changes`(path: String) async throws {
    let newsroom = try await Newsroom.open()
    let first = try await newsroom.get(path)
    newsroom.log.forget()
    for fields: HTTPFields in [[:], [.acceptEncoding: "gzip"], [.ifNoneMatch: "*"]] {
      _ = try await newsroom.get(path, fields)
    }
    #expect(try await newsroom.get(path).body == first.body)
    #expect(newsroom.log.queries.isEmpty)
  }

  @Test func `sources are not read again for every document`() async throws {
    let newsroom = try await Newsroom.open()
    _ = try await newsroom.get("/")
    newsroom.log.forget()
    for path in ["/search?q=bread", "/e/\(try await newsroom.entry(by: "mill"))", "/c/essen"] {
      #expect(try await newsroom.get(path).status == .ok)
    }
    #expect(!newsroom.log.queries.contains { $0.contains("FROM source WHERE position") })
    _ = try await newsroom.store.reconcile(
      with: SubscriptionList(subscriptions: [Newsroom.subscription("orchard")]),
      now: Newsroom.start
    ) { _, _ in Newsroom.start }
    #expect(try await newsroom.get("/sources").text.contains("Orchard"))
  }

  @Test func `pages follow the state of sources, feeds need not`() async throws {
    let newsroom = try await Newsroom.open()
    for path in ["/sources", "/feed.atom"] { _ = try await newsroom.get(path) }
    let mill = try #require(try await newsroom.store.source(handle: "mill"))
    try await newsroom.store.record(
      FetchState(nextCheck: Newsroom.start), of: mill.id, owner: "test")
    newsroom.log.forget()
    _ = try await newsroom.get("/feed.atom")
    #expect(newsroom.log.queries.isEmpty)
    _ = try await newsroom.get("/sources")
    #expect(!newsroom.log.queries.isEmpty)
  }

  @Test(arguments: [
    "/feed.atom?", "/?utm_source=", "/@mill?x=",
    "/.well-known/webfinger?resource=acct:news@news.example.coop&x=",
    "/search?q=", "/ap/users/mill/followers?x=", "/ap/users/mill?", "/c/", "/tags/", "/e/",
    "/ap/users/",
  ])
  func `a stranger's words are not kept`(start: String) async throws {
    let newsroom = try await Newsroom.open()
    for number in 0..<200 {
      _ = try await newsroom.get(start + "stranger\(number)")
    }
    #expect(newsroom.site.renderings.size < 100_000)
  }

  @Test func `places and languages fill the memory only so far`() async throws {
    let newsroom = try await Newsroom.open()
    for number in 0..<300 {
      let place = EntryID(rawValue: Int64(number) << 20)
      _ = try await newsroom.get("/feed.json?before=\(place)")
    }
    // Every name is a document of its own: the limit is that of `RenderingsTests`.
    let size = newsroom.site.renderings.size
    #expect(size > 300 * 4096 && size < 300 * 20_000)
  }

  @Test func `many readers at once cost one rendering`() async throws {
    let newsroom = try await Newsroom.open()
    let first = try await newsroom.get("/feed.atom").body
    try await newsroom.tell(["News"], by: "mill", age: 60)
    let bodies = try await withThrowingTaskGroup(of: ByteBuffer.self) { group in
      for _ in 0..<50 { group.addTask { try await newsroom.get("/feed.atom").body } }
      return try await group.reduce(into: Set<ByteBuffer>()) { $0.insert($1) }
    }
    let last = try await newsroom.get("/feed.atom").body
    #expect(bodies.subtracting([first, last]).isEmpty)
    #expect(first != last)
  }
}
