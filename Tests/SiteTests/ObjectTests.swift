import HTTPTypes
import HummingbirdTesting
import Model
import Testing

@testable import Site

/// One address, a page for people and an object for servers.
struct ObjectTests {
  static let accepted = [
    "application/activity+json, application/ld+json",
    "application/ld+json; profile=\"https://www.w3.org/ns/activitystreams\", application/activity+json, text/html;q=0.1",
    "application/activity+json",
  ]

  @Test(arguments: accepted)
  func `pages answer a server with the object behind them`(accept: String) async throws {
    let newsroom = try await Newsroom.open()
    let note = "/ap/notes/\(try await newsroom.entry(by: "mill"))"
    for (path, id) in [
      ("/@mill", "/ap/users/mill"), ("/@news", "/ap/users/news"), ("/", "/ap/users/news"),
      ("/@essen", "/ap/users/essen"), ("/e/" + note.dropFirst(10), note), ("/about", "/ap/actor"),
    ] {
      let response = try await newsroom.get(path, [.accept: accept])
      #expect(response.status == .ok, "\(path)")
      #expect(response.headers[.contentType] == "application/activity+json; charset=utf-8")
      #expect(try response.json()["id"] as? String == "https://news.example.coop" + id)
    }
  }

  @Test func `people are led from an id to its page`() async throws {
    let newsroom = try await Newsroom.open()
    let id = try await newsroom.entry(by: "mill")
    for (path, page) in [
      ("/ap/users/mill", "/@mill"), ("/ap/users/news/outbox", "/@news"), ("/ap/actor", "/about"),
      ("/ap/notes/\(id)/activity", "/e/\(id)"),
    ] {
      let response = try await newsroom.get(path, .browser)
      #expect(response.status == .seeOther, "\(path)")
      #expect(response.headers[.location] == page, "\(path)")
      #expect(response.list(.vary).contains("Accept"), "\(path)")
      #expect(response.size == 0, "\(path)")
      #expect(try await newsroom.get(page, .browser).status == .ok, "\(page)")
    }
  }

  @Test func `pages name their object in header and head, and only one that is there`()
    async throws
  {
    let newsroom = try await Newsroom.open()
    let mill = try await newsroom.entry(by: "mill")
    let quiet = try await newsroom.entry(by: "quiet")
    for (path, id) in [
      ("/@mill", "/ap/users/mill"), ("/", "/ap/users/news"), ("/@news", "/ap/users/news"),
      ("/@essen", "/ap/users/essen"), ("/e/\(mill)", "/ap/notes/\(mill)"),
      ("/about", "/ap/actor"),
    ] {
      let page = try await newsroom.get(path)
      let url = "https://news.example.coop" + id
      let link = "<\(url)>; rel=\"alternate\"; type=\"application/activity+json\""
      #expect(page.headers[values: .linkHeader].contains(link), "\(path)")
      #expect(page.text.contains("application/activity+json\""), "\(path)")
      #expect(page.text.contains("href=\"\(url)\""), "\(path)")
    }
    for path in ["/@quiet", "/e/\(quiet)", "/c/medien", "/sources"] {
      #expect(try await !newsroom.get(path).text.contains("activity+json"), "\(path)")
    }
  }

  @Test func `a page without an object is a page to everybody`() async throws {
    let newsroom = try await Newsroom.open()
    for path in ["/@quiet", "/e/\(try await newsroom.entry(by: "quiet"))", "/c/essen", "/sources"] {
      let response = try await newsroom.get(path, .server)
      #expect(response.status == .ok, "\(path)")
      #expect(response.type == "text/html", "\(path)")
    }
  }
}
