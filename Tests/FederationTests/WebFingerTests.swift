import Foundation
import Model
import Testing

@testable import Federation

struct WebFingerTests {
  /// A resource, and the subject it leads to.
  private static let found = [
    ("acct:news@news.example.coop", "news"), ("acct:NEWS@News.Example.Coop", "news"),
    ("ACCT:news@news.example.coop", "news"), ("acct:@news@news.example.coop", "news"),
    ("@news@news.example.coop", "news"), ("news@news.example.coop", "news"),
    ("https://news.example.coop/ap/users/news", "news"),
    ("https://news.example.coop/@news", "news"), ("https://NEWS.example.coop:443/@News", "news"),
    ("acct:mill@news.example.coop", "mill"), ("https://news.example.coop/@mill", "mill"),
    ("acct:bakery@news.example.coop", "bakery"), ("acct:essen@news.example.coop", "essen"),
    ("acct:coopwire@news.example.coop", "coopwire"),
    ("acct:news.example.coop@news.example.coop", "coopwire"),
    ("https://news.example.coop/", "coopwire"), ("https://news.example.coop", "coopwire"),
    ("https://news.example.coop/ap/actor", "coopwire"),
    ("acct%3Anews%40news.example.coop", "news"),
    ("https%3A%2F%2Fnews.example.coop%2F%40mill", "mill"),
  ]
  private static let refused = [
    ("", 400), ("news", 400), ("acct:", 400), ("acct:news", 400), ("@", 400), ("@@", 400),
    ("acct:news@", 400), ("a@b@c", 400), ("https://", 400), ("%ff%fe", 400), ("%zz", 400),
    ("acct:nobody@news.example.coop", 404), ("acct:news@other.example", 404),
    ("acct:news@news.example.coop.evil.example", 404), ("mailto:news@news.example.coop", 404),
    ("http://news.example.coop/@news", 404), ("https://news.example.coop:8443/@news", 404),
    ("https://other.example/@news", 404), ("https://news.example.coop/@news/", 404),
    ("https://news.example.coop/@", 404), ("https://news.example.coop/about", 404),
    ("https://news.example.coop/ap/users/news/outbox", 404),
    ("https://x@news.example.coop/@news", 404), ("acct:../etc@news.example.coop", 404),
    ("acct:press@news.example.coop", 404), ("acct:quiet@news.example.coop", 404),
  ]

  @Test(arguments: found)
  func `every way to name an actor leads to it`(resource: String, handle: String) async throws {
    let newswire = try await Newswire()
    let document = try await newswire.discovery.webFinger(query: "resource=\(resource)")
    #expect(document.status == 200)
    #expect(document.contentType == "application/jrd+json")
    #expect(try document.json()["subject"] as? String == "acct:\(handle)@news.example.coop")
  }

  @Test(arguments: refused)
  func `what is malformed or elsewhere is refused`(resource: String, status: Int) async throws {
    let newswire = try await Newswire()
    let document = try await newswire.discovery.webFinger(query: "resource=\(resource)")
    #expect(document.status == status)
  }

  @Test(arguments: [nil, "", "rel=self", "resource", "resource=news%40a&resource=news%40b"])
  func `there must be one resource`(query: String?) async throws {
    let newswire = try await Newswire()
    #expect(try await newswire.discovery.webFinger(query: query).status == 400)
  }

  @Test func `a source is described in full`() async throws {
    let newswire = try await Newswire()
    let document = try await newswire.discovery.webFinger(
      query: "resource=acct:mill@news.example.coop")
    let golden = """
      {"subject": "acct:mill@news.example.coop",
       "aliases": ["https://news.example.coop/@mill", "https://news.example.coop/ap/users/mill"],
       "links": [
        {"rel": "http://webfinger.net/rel/profile-page", "type": "text/html",
         "href": "https://news.example.coop/@mill"},
        {"rel": "self", "type": "application/activity+json",
         "href": "https://news.example.coop/ap/users/mill"},
        {"rel": "http://webfinger.net/rel/avatar", "type": "image/png",
         "href": "https://news.example.coop/favicon.png"},
        {"rel": "http://schemas.google.com/g/2010#updates-from", "type": "application/atom+xml",
         "href": "https://news.example.coop/@mill/feed.atom"}]}
      """
    #expect(try document.readable() == Document.readable(golden))
  }

  @Test func `rel chooses among links and touches nothing else`() async throws {
    let newswire = try await Newswire()
    let rels = "&rel=self&rel=http%3A%2F%2Fwebfinger.net%2Frel%2Favatar&rel=unheard-of"
    let json = try await newswire.discovery.webFinger(
      query: "resource=news@news.example.coop" + rels
    ).json()
    let links = try #require(json["links"] as? [[String: String]])
    #expect(links.compactMap { $0["rel"] } == ["self", "http://webfinger.net/rel/avatar"])
    #expect((json["aliases"] as? [String])?.count == 2)
  }

  @Test func `a preview is found under its port`() async throws {
    let site = SiteProfile(origin: "http://127.0.0.1:8080", version: "1")
    let newswire = try await Newswire(site: site)
    for resource in ["news@127.0.0.1:8080", "http://127.0.0.1:8080/@news"] {
      let document = try await newswire.discovery.webFinger(query: "resource=" + resource)
      #expect(try document.json()["subject"] as? String == "acct:news@127.0.0.1:8080")
    }
  }

  @Test func `what WebFinger calls an actor is what the actor calls itself`() async throws {
    let newswire = try await Newswire()
    for handle in ["coopwire", "news", "mill", "essen"] {
      let finger = try await newswire.discovery.webFinger(
        query: "resource=\(handle)@news.example.coop&rel=self"
      ).json()
      let links = try #require(finger["links"] as? [[String: String]])
      let href = try #require(links.first?["href"])
      let actor = try await newswire.json(href)
      #expect(actor["id"] as? String == href)
      #expect(finger["subject"] as? String == "acct:\(actor["webfinger"] as? String ?? "")")
      #expect(actor["preferredUsername"] as? String == handle)
    }
  }
}
