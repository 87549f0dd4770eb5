import HTTPTypes
import HummingbirdTesting
import Testing

@testable import Site

/// Every address of the house.
struct RouteTests {
  static let pages = [
    "/", "/c/essen", "/c/medien", "/@news", "/@essen", "/@mill", "/tags/b%C3%BCrgerenergie",
    "/sources", "/search", "/search?q=bread", "/about",
  ]
  static let feeds = ["", "/c/essen", "/@news", "/@essen", "/@mill"].flatMap { folder in
    [
      (folder + "/feed.atom", "application/atom+xml"),
      (folder + "/feed.rss", "application/rss+xml"),
      (folder + "/feed.json", "application/feed+json"),
    ]
  }
  static let objects = [
    "/ap/actor", "/ap/users/news", "/ap/users/mill", "/ap/users/news/outbox",
    "/ap/users/news/outbox?page=true", "/ap/users/mill/followers", "/ap/users/mill/following",
    "/ap/users/mill/collections/featured", "/ap/users/mill/collections/tags",
    "/ap/notes/intro-news",
  ]
  static let machinery = [
    ("/.well-known/webfinger?resource=acct:news@news.example.coop", "application/jrd+json"),
    ("/.well-known/host-meta", "application/xrd+xml"),
    ("/.well-known/host-meta.json", "application/json"),
    ("/.well-known/nodeinfo", "application/json"), ("/nodeinfo/2.0", "application/json"),
    ("/nodeinfo/2.1", "application/json"), ("/.well-known/tdmrep.json", "application/json"),
    ("/robots.txt", "text/plain"), ("/healthz", "text/plain"),
    ("/health.json", "application/json"), ("/feeds.opml", "text/x-opml"),
    ("/c/essen/feeds.opml", "text/x-opml"), ("/coopwire.css", "text/css"),
    ("/favicon.svg", "image/svg+xml"), ("/favicon.png", "image/png"),
  ]
  static let all =
    pages.map { ($0, "text/html") } + feeds
    + objects.map { ($0, "application/activity+json") } + machinery

  @Test func `every address answers with what it promises`() async throws {
    let newsroom = try await Newsroom.open()
    for (path, type) in Self.all {
      let response = try await newsroom.get(path)
      #expect(response.status == .ok, "\(path)")
      #expect(response.type == type, "\(path)")
      #expect(response.size > 0, "\(path)")
      #expect(response.headers[.contentLength] == String(response.size), "\(path)")
    }
    let entry = try await newsroom.get("/e/\(newsroom.entry(by: "mill"))")
    #expect(entry.status == .ok)
    #expect(entry.text.contains("Wind im Netz"))
  }

  @Test func `HEAD is GET without the body`() async throws {
    let newsroom = try await Newsroom.open()
    for (path, _) in Self.all {
      let get = try await newsroom.get(path)
      let head = try await newsroom.send(.head, path)
      #expect(head.status == get.status, "\(path)")
      #expect(head.headers == get.headers, "\(path)")
      #expect(head.size == 0, "\(path)")
    }
    let missing = try await newsroom.send(.head, "/nowhere")
    #expect(missing.status == .notFound)
    #expect(missing.size == 0)
  }

  @Test func `other methods are refused where something stands, and unknown elsewhere`()
    async throws
  {
    let newsroom = try await Newsroom.open()
    for method in [HTTPRequest.Method.post, .put, .patch, .delete, .options] {
      for path in ["/", "/feed.atom", "/e/x", "/healthz", "/coopwire.css", "/nodeinfo/2.0"] {
        let response = try await newsroom.send(method, path)
        #expect(response.status == .methodNotAllowed, "\(method) \(path)")
        #expect(response.headers[.allow] == "GET, HEAD", "\(method) \(path)")
      }
      #expect(try await newsroom.send(method, "/nowhere").status == .notFound)
    }
  }

  @Test func `the page of the merged actor is the river`() async throws {
    let newsroom = try await Newsroom.open()
    let page = try await newsroom.get("/@news").text
    for title in ["Bread", "Wind im Netz", "Leise"] { #expect(page.contains(title)) }
    #expect(page.contains("<link rel=\"canonical\" href=\"https://news.example.coop/\""))
  }

  @Test func `lists offer the languages their sources write in`() async throws {
    let newsroom = try await Newsroom.open()
    #expect(try await newsroom.get("/").text.contains("href=\"/?lang=en\""))
    #expect(try await !newsroom.get("/c/medien").text.contains("lang=en"))
    let english = try await newsroom.get("/?lang=en").text
    #expect(english.contains("Bread") && !english.contains("Wind im Netz"))
  }
}
