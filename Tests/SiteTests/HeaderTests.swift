import HTTPTypes
import HummingbirdTesting
import Testing

@testable import Site

/// What every answer says of itself.
struct HeaderTests {
  @Test func `nothing is sniffed, and every answer reserves text and data mining`() async throws {
    let newsroom = try await Newsroom.open()
    let tdm = try #require(HTTPField.Name("tdm-reservation"))
    for path in RouteTests.all.map(\.0) + ["/nowhere", "/ap/nothing"] {
      let response = try await newsroom.get(path)
      #expect(response.headers[.xContentTypeOptions] == "nosniff", "\(path)")
      #expect(response.headers[tdm] == "1", "\(path)")
      #expect(response.headers[.setCookie] == nil, "\(path)")
    }
  }

  @Test func `pages may load nothing from elsewhere and tell nobody where readers go`()
    async throws
  {
    let newsroom = try await Newsroom.open()
    for path in RouteTests.pages + ["/nowhere", "/?before=x"] {
      let response = try await newsroom.get(path, .browser)
      let policy = try #require(response.headers[.contentSecurityPolicy], "\(path)")
      #expect(policy.hasPrefix("default-src 'none'"), "\(path)")
      #expect(!policy.contains("script"), "\(path)")
      #expect(response.headers[.referrerPolicy] == "no-referrer", "\(path)")
      #expect(response.headers[.contentLanguage] == "de", "\(path)")
      #expect(response.headers[.accessControlAllowOrigin] == nil, "\(path)")
    }
  }

  @Test func `feeds and the Fediverse may be read by scripts of other sites, the rest may not`()
    async throws
  {
    let newsroom = try await Newsroom.open()
    let open =
      RouteTests.feeds.map(\.0) + RouteTests.objects + [
        "/.well-known/webfinger?resource=acct:news@news.example.coop",
        "/.well-known/webfinger?resource=acct:nobody@news.example.coop", "/.well-known/host-meta",
        "/.well-known/nodeinfo", "/nodeinfo/2.1", "/feeds.opml", "/ap/users/nobody",
      ]
    for path in open {
      let response = try await newsroom.get(path)
      #expect(response.headers[.accessControlAllowOrigin] == "*", "\(path)")
    }
    for path in ["/health.json", "/healthz", "/coopwire.css", "/robots.txt"] {
      let response = try await newsroom.get(path)
      #expect(response.headers[.accessControlAllowOrigin] == nil, "\(path)")
    }
  }

  @Test func `answers say what they vary by`() async throws {
    let newsroom = try await Newsroom.open()
    func vary(_ path: String, _ fields: HTTPFields = [:]) async throws -> Set<String> {
      try await newsroom.get(path, fields).list(.vary)
    }
    for path in ["/", "/@mill", "/ap/users/mill", "/ap/users/nobody"] {
      #expect(try await vary(path) == ["Accept", "Accept-Encoding"], "\(path)")
      #expect(try await vary(path, .server) == ["Accept", "Accept-Encoding"], "\(path)")
      #expect(try await vary(path, .browser).contains("Accept"), "\(path)")
    }
    for fields in [HTTPFields(), .browser] {
      #expect(
        try await vary("/feed.rss", fields) == ["Accept", "Sec-Fetch-Dest", "Accept-Encoding"])
    }
    #expect(try await vary("/coopwire.css") == ["Accept-Encoding"])
  }

  @Test func `every kind says how long it keeps`() async throws {
    let newsroom = try await Newsroom.open()
    for (path, value) in [
      ("/", "public, max-age=300"), ("/feed.atom", "public, max-age=300"),
      ("/ap/users/mill", "public, max-age=180"), ("/nodeinfo/2.1", "public, max-age=1800"),
      ("/.well-known/webfinger?resource=acct:news@news.example.coop", "public, max-age=259200"),
      ("/.well-known/webfinger?resource=acct:nobody@news.example.coop", "public, max-age=180"),
      ("/coopwire.css", "public, max-age=86400"), ("/health.json", "no-cache"),
      ("/nowhere", "no-cache"),
    ] {
      #expect(try await newsroom.get(path).headers[.cacheControl] == value, "\(path)")
    }
  }

  @Test func `feeds name themselves, their page and what follows`() async throws {
    let newsroom = try await Newsroom.open()
    let links = try await newsroom.get("/feed.atom").headers[values: .linkHeader]
    #expect(links.contains { $0.contains("/feed.atom>; rel=\"self\"") })
    #expect(links.contains { $0.contains("rel=\"alternate\"; type=\"text/html\"") })
  }
}
