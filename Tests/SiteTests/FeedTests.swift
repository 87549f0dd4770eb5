import Foundation
import HTTPTypes
import HummingbirdTesting
import Model
import Store
import TestDatabase
import Testing

@testable import Site

/// Merged feeds over HTTP.
struct FeedTests {
  @Test func `a browser gets a page that says what a feed is, and no cache may mix them up`()
    async throws
  {
    let newsroom = try await Newsroom.open()
    for path in RouteTests.feeds.map(\.0) {
      let page = try await newsroom.get(path, .browser)
      let feed = try await newsroom.get(path)
      #expect(page.type == "text/html", "\(path)")
      #expect(feed.type != "text/html", "\(path)")
      #expect(page.headers[.eTag] != feed.headers[.eTag], "\(path)")
      #expect(page.headers[.vary] == feed.headers[.vary], "\(path)")
      #expect(page.headers[.cacheControl]?.hasPrefix("private") == true, "\(path)")
      #expect(page.headers[.contentSecurityPolicy] != nil, "\(path)")
      #expect(page.headers[.accessControlAllowOrigin] == nil, "\(path)")
    }
  }

  @Test func `a program that says nothing of documents gets the feed whatever it accepts`()
    async throws
  {
    let newsroom = try await Newsroom.open()
    for fields: HTTPFields in [
      [:], [.accept: "*/*"], [.accept: "text/html"], .server,
      [.accept: "application/rss+xml", .secFetchDest: "document"],
      [.accept: "text/html", .secFetchDest: "empty"],
    ] {
      let type = try await newsroom.get("/feed.rss", fields).type
      #expect(type == "application/rss+xml", "\(fields)")
    }
  }

  @Test(arguments: ["/feed.json", "/@bakery/feed.json"])
  func `following next visits every entry once`(start: String) async throws {
    let newsroom = try await Newsroom.open()
    let titles = (1...330).map { "Loaf \($0)" }
    for part in stride(from: 0, to: titles.count, by: 110) {
      try await newsroom.tell(
        Array(titles[part..<part + 110]), by: "bakery", age: Double(part) * 3600)
    }
    var seen: [String] = []
    var next: String? = start
    var documents = 0
    while let path = next {
      documents += 1
      #expect(documents < 20)
      let response = try await newsroom.get(path)
      let json = try response.json()
      let items = try #require(json["items"] as? [[String: Any]])
      seen += items.compactMap { $0["id"] as? String }
      next = (json["next_url"] as? String)?.replacing("https://news.example.coop", with: "")
      let isNamed = response.headers[values: .linkHeader].contains { $0.contains("rel=\"next\"") }
      #expect(isNamed == (next != nil))
    }
    let count = start == "/feed.json" ? 334 : 332
    #expect(seen.count == count)
    #expect(Set(seen).count == count)
    #expect(documents > 2)
  }

  @Test func `a feed in one language holds that language and has an id of its own`() async throws {
    let newsroom = try await Newsroom.open()
    let all = try await newsroom.get("/feed.atom").text
    let english = try await newsroom.get("/feed.atom?lang=en-GB").text
    #expect(english.contains("Bread") && !english.contains("Wind im Netz"))
    #expect(try Self.id(all) != Self.id(english))
    #expect(try await Self.id(newsroom.get("/feed.atom?lang=en").text) == Self.id(english))
  }

  private static func id(_ atom: String) throws -> String {
    let start = try #require(atom.firstRange(of: "<id>")).upperBound
    let end = try #require(atom.firstRange(of: "</id>")).lowerBound
    let id = String(atom[start..<end])
    #expect(id.hasPrefix("urn:uuid:"))
    return id
  }

  @Test func `what strangers ask for is not written down`() async throws {
    let newsroom = try await Newsroom.open()
    _ = try await newsroom.get("/feed.atom")
    newsroom.log.forget()
    for language in ["fr", "aa", "ab", "xyz"] {
      #expect(try await newsroom.get("/feed.atom?lang=\(language)").status == .ok)
    }
    let writes = newsroom.log.queries.filter { !$0.hasPrefix("SELECT") && !$0.hasPrefix("WITH") }
    #expect(writes.isEmpty)
  }

  @Test func `an entry withheld until its time appears when it has come`() async throws {
    let newsroom = try await Newsroom.open()
    try await newsroom.tell(["Later"], by: "mill", age: -72 * 3600)
    for path in ["/feed.atom", "/", "/@mill"] {
      #expect(try await !newsroom.get(path).text.contains("Later"), "\(path)")
    }
    newsroom.clock.advance(by: 72 * 3600 + 1)
    try await newsroom.store.releaseDue(now: newsroom.clock.now)
    for path in ["/feed.atom", "/", "/@mill"] {
      #expect(try await newsroom.get(path).text.contains("Later"), "\(path)")
    }
  }

  @Test func `the public list leaves out what is the operator's own business`() async throws {
    let newsroom = try await Newsroom.open()
    let all = try await newsroom.get("/feeds.opml").text
    for name in ["mill", "bakery", "press"] { #expect(all.contains("https://\(name).example/")) }
    let food = try await newsroom.get("/c/essen/feeds.opml").text
    #expect(food.contains("mill.example") && !food.contains("press.example"))
  }
}
