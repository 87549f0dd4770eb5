import HTTPTypes
import HummingbirdTesting
import Model
import Store
import Testing

@testable import Site

/// How addresses may be written.
struct AddressTests {
  @Test(arguments: [
    "/tags/b%C3%BCrgerenergie", "/tags/B%C3%BCrgerenergie", "/tags/bürgerenergie",
    "/tags/bu%CC%88rgerenergie", "/tags/B%C3%9CRGERENERGIE",
  ])
  func `a tag is found in any spelling`(path: String) async throws {
    let newsroom = try await Newsroom.open()
    let response = try await newsroom.get(path)
    #expect(response.status == .ok)
    #expect(response.text.contains("Wind im Netz"))
  }

  @Test(arguments: [
    "/tags/nobody", "/tags/%2F", "/c/nowhere", "/@nobody", "/e/0000000000000", "/e/x",
    "/@nobody/feed.atom", "/c/nowhere/feed.rss", "/c/nowhere/feeds.opml", "/nowhere", "/@",
    "/feed.xml", "/feed.atom/more", "/ap", "/ap/", "/ap/users/mill/", "/.well-known/nothing",
  ])
  func `what is not there is 404`(path: String) async throws {
    #expect(try await Newsroom.open().get(path).status == .notFound)
  }

  @Test(arguments: [
    "/?before=x", "/feed.atom?before=", "/feed.json?after=zzzzzzzzzzzzz", "/?lang=deutsch1",
    "/tags/%C3", "/c/%FF/feed.atom", "/.well-known/webfinger",
    "/.well-known/webfinger?resource=", "/.well-known/webfinger?resource=a&resource=b",
  ])
  func `what makes no sense is 400`(path: String) async throws {
    #expect(try await Newsroom.open().get(path).status == .badRequest)
  }

  @Test func `handles are the same in any case, in pages and in feeds`() async throws {
    let newsroom = try await Newsroom.open()
    let feed = try await newsroom.get("/@mill/feed.atom")
    #expect(try await newsroom.get("/@Mill/feed.atom").headers[.eTag] == feed.headers[.eTag])
    #expect(try await newsroom.get("/@MILL").status == .ok)
    let actor = try await newsroom.get("/@Mill", .server)
    #expect(try actor.json()["id"] as? String == "https://news.example.coop/ap/users/mill")
  }

  @Test func `a slash at the end leads to the address without it`() async throws {
    let newsroom = try await Newsroom.open()
    for (path, target) in [
      ("/c/essen/", "/c/essen"), ("/@mill/?lang=de", "/@mill?lang=de"),
      ("/feed.atom/", "/feed.atom"),
    ] {
      let response = try await newsroom.get(path)
      #expect(response.status == .permanentRedirect, "\(path)")
      #expect(response.headers[.location] == target, "\(path)")
    }
  }

  @Test(arguments: ["//evil.example/", "/\\evil.example/", "//", "/c//essen", "/c/essen//"])
  func `slashes lead nowhere else`(path: String) async throws {
    let response = try await Newsroom.open().get(path)
    #expect(response.status == .notFound)
    #expect(response.headers[.location] == nil)
  }

  @Test func `the server's own actor has the page about this server`() async throws {
    let newsroom = try await Newsroom.open()
    let page = try await newsroom.get("/@coopwire", .browser)
    #expect(page.status == .seeOther)
    #expect(page.headers[.location] == "/about")
  }

  @Test func `the page of a category that is not listed any more says that it has ended`()
    async throws
  {
    let newsroom = try await Newsroom.open()
    #expect(try await newsroom.get("/@essen").status == .ok)
    let list = SubscriptionList(subscriptions: [Newsroom.subscription("mill")])
    _ = try await newsroom.store.reconcile(with: list, now: Newsroom.start) { _, _ in
      Newsroom.start
    }
    let page = try await newsroom.get("/@essen", .browser)
    #expect(page.status == .ok)
    #expect(page.text.contains("Thema: Essen"))
    #expect(page.text.contains("Dieses Thema ist beendet"))
    #expect(page.text.contains("content=\"noindex\""))
    #expect(try await newsroom.get("/c/essen", .browser).status == .notFound)
    #expect(try await newsroom.get("/@medien", .browser).status == .notFound)
  }

  @Test func `the search form sends blanks as plus signs`() async throws {
    let newsroom = try await Newsroom.open()
    let found = try await newsroom.get("/search?q=wind+im+netz").text
    #expect(found.contains("value=\"wind im netz\""))
    #expect(found.contains("/e/\(try await newsroom.entry(by: "mill"))"))
    let odd = try await newsroom.get("/search?q=C%2B%2B+%22%27%3Cb%3E*+AND+NEAR(")
    #expect(odd.status == .ok)
    #expect(!odd.text.contains("<b>*"))
  }
}
