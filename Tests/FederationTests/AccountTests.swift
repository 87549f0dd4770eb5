import Fetching
import Foundation
import Model
import Store
import TestServer
import Testing

@testable import Federation

/// How an account is asked for, and what is made of answers that are not as they should be.
struct AccountTests {
  /// A descriptor, filled up with blanks to a size.
  private func descriptor(
    _ account: String, _ links: String, size: Int = 0, type: String = "application/jrd+json"
  ) -> TestAnswer {
    var text = "{\"subject\":\"acct:\(account)\",\"links\":[\(links)]}"
    text += String(repeating: " ", count: max(size - text.utf8.count, 0))
    return .text(text, headers: ["Content-Type": type])
  }

  private func link(_ href: String, type: String = "application/activity+json") -> String {
    let quoted = type.replacing("\"", with: "\\\"")
    return "{\"rel\":\"self\",\"type\":\"\(quoted)\",\"href\":\"\(href)\"}"
  }

  private func path(_ post: Correspondence, _ number: Int = 1) -> String {
    "/.well-known/webfinger?resource=acct:ada@\(post.peers.host(number))"
  }

  /// What looking up `ada` on the first host comes to.
  private func look(_ post: Correspondence, answering answer: TestAnswer) async -> RemoteError? {
    post.peers.answer(path(post), on: 1, with: answer)
    do throws(RemoteError) {
      _ = try await post.documents.actor(account: "ada@\(post.peers.host())")
      return nil
    } catch {
      return error
    }
  }

  @Test func `an account is asked for over TLS, and in the open only where that is allowed`()
    async throws
  {
    try await Correspondence.open { post in
      let host = post.peers.host()
      let answer = descriptor("ada@\(host)", link(post.id("ada")))
      post.peers.answer(path(post), on: 1, with: answer)
      let strict = RemoteDocuments(
        fetcher: post.documents.fetcher, site: Newswire.site, keys: post.newswire.keys,
        store: post.store, now: post.documents.now)
      let before = post.peers.server.connectionCount
      do throws(RemoteError) {
        _ = try await strict.actor(account: "ada@\(host)")
        Issue.record("an account was looked up in the open")
      } catch {
        #expect(error.isTemporary, "\(error)")
      }
      #expect(post.peers.server.requests.isEmpty)
      // It was knocked at the door, and nothing was said aloud.
      let knocks = post.peers.server.connectionCount
      #expect(knocks > before)
      _ = try await post.documents.actor(account: "ada@\(host)")
      let first = try #require(post.peers.server.requests.first)
      #expect(first.target == path(post) && first.connection > knocks + 1)
    }
  }

  @Test func `a descriptor of 64 KiB is read, and a longer one is not`() async throws {
    try await Correspondence.open { post in
      let host = post.peers.host()
      let own = link(post.id("ada"))
      let long = await look(
        post, answering: descriptor("ada@\(host)", own, size: (64 << 10) + 1))
      #expect(long?.isTemporary == true)
      let whole = await look(post, answering: descriptor("ada@\(host)", own, size: 64 << 10))
      #expect(whole == nil)
    }
  }

  @Test(
    arguments: [
      "application/jrd+json; charset=utf-8", "application/json", "APPLICATION/JRD+JSON",
    ])
  func `a descriptor may be served as JSON of either name`(type: String) async throws {
    try await Correspondence.open { post in
      let answer = descriptor("ada@\(post.peers.host())", link(post.id("ada")), type: type)
      #expect(await look(post, answering: answer) == nil)
    }
  }

  @Test(arguments: ["text/html", "text/plain", "application/activity+json", ""])
  func `what is served as anything else is no descriptor`(type: String) async throws {
    try await Correspondence.open { post in
      let answer = descriptor("ada@\(post.peers.host())", link(post.id("ada")), type: type)
      let error = try #require(await look(post, answering: answer))
      #expect(!error.isTemporary && "\(error)".contains("no known form"), "\(error)")
    }
  }

  @Test func `only a link to ActivityPub leads to an actor, the first of several`() async throws {
    try await Correspondence.open { post in
      let host = post.peers.host()
      let profile =
        "application/ld+json; profile=\"https://www.w3.org/ns/activitystreams\""
      let page = link("https://a.example/@ada", type: "text/html")
      let error = try #require(await look(post, answering: descriptor("ada@\(host)", page)))
      #expect("\(error)".contains("names no actor"), "\(error)")
      let links = [
        page, link("mailto:ada@a.example"), link(post.id("ada"), type: profile),
        link(post.id("eve")),
      ]
      let answer = descriptor("ada@\(host)", links.joined(separator: ","))
      #expect(await look(post, answering: answer) == nil)
      #expect(!post.peers.targets.contains("/users/eve"))
    }
  }

  @Test func `the actor must stand at the very address that the link names`() async throws {
    try await Correspondence.open { post in
      let host = post.peers.host()
      post.peers.answer(
        "/people/ada", with: Peers.document(try Peers.actor(post.id("ada"))))
      let error = try #require(
        await look(
          post,
          answering: descriptor("ada@\(host)", link(post.peers.url("/people/ada")))))
      #expect(error == .impostor(url: post.peers.url("/people/ada"), id: post.id("ada")))
      // Whoever stands there must bear the name, too.
      let other = try #require(
        await look(post, answering: descriptor("ada@\(host)", link(post.id("eve")))))
      #expect("\(other)".contains("bears another name"), "\(other)")
    }
  }

  @Test(arguments: [(404, false), (410, false), (403, false), (429, true), (503, true)])
  func `a host that refuses an account is believed, and one in trouble is asked again`(
    status: Int, isTemporary: Bool
  ) async throws {
    try await Correspondence.open { post in
      let error = try #require(await look(post, answering: .response(status)))
      #expect(error.isTemporary == isTemporary)
      #expect("\(error)".contains("\(status)"), "\(error)")
      // Nothing else is tried where an account is not to be found.
      #expect(post.peers.targets == [path(post)])
    }
  }

  @Test func `a host may send on to the one that knows its accounts`() async throws {
    try await Correspondence.open { post in
      let (own, other) = (post.peers.host(1), post.peers.host(2))
      let place = "http://\(other)/finger?resource=acct:ada@\(own)"
      post.peers.answer(
        "/finger?resource=acct:ada@\(own)", on: 2,
        with: descriptor("ada@\(own)", link(post.id("ada"))))
      #expect(await look(post, answering: .redirect(307, to: place)) == nil)
      let circle = try #require(
        await look(post, answering: .redirect(to: path(post))))
      #expect(circle.isTemporary)
    }
  }

  @Test func `neither a blocked host is asked, nor one that a blocked one speaks for`() async throws
  {
    try await Correspondence.open { post in
      let blocked = post.peers.host(2)
      try await post.store.put(Block(subject: blocked, kind: .block, since: post.clock.now))
      let answer = descriptor("ada@\(blocked)", link(post.id("ada", on: 2)))
      #expect(await look(post, answering: answer) == .blocked(host: blocked))
      await #expect(throws: RemoteError.blocked(host: blocked)) {
        try await post.documents.actor(account: "ada@\(blocked)")
      }
      #expect(post.peers.targets == [path(post)])
    }
  }

  @Test func `one host is asked for no more than so many accounts`() async throws {
    try await Correspondence.open { post in
      let host = post.peers.host()
      var last: RemoteError?
      for number in 0..<200 {
        do throws(RemoteError) {
          _ = try await post.documents.actor(account: "n\(number)@\(host)")
        } catch {
          last = error
        }
        if last?.isTemporary == true { break }
      }
      #expect(last == .exhausted(host: host))
      let asked = post.peers.targets.count
      #expect(asked == 120)
      post.clock.advance(301)
      #expect(
        await look(post, answering: descriptor("ada@\(host)", link(post.id("ada")))) == nil)
    }
  }
}
