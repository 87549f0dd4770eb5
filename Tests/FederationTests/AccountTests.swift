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
      // Whoever does not know an account may know who does.
      let asked = status == 404 ? [path(post), hostMeta, hostMeta + ".json"] : [path(post)]
      #expect(post.peers.targets == asked)
    }
  }

  private let hostMeta = "/.well-known/host-meta"

  private func escapedPath(_ post: Correspondence) -> String {
    "/finger?uri=acct%3Aada%40" + post.peers.host().replacing(":", with: "%3A")
  }

  private func xrd(_ template: String, rel: String = "lrdd", type: String = "application/jrd+json")
    -> TestAnswer
  {
    .text(
      """
      <?xml version='1.0' encoding='UTF-8'?>
      <XRD xmlns='http://docs.oasis-open.org/ns/xri/xrd-1.0'>
       <Link rel='other' template='http://x.example/{uri}'/>
       <Link rel='\(rel)' type='\(type)' template='\(template)'/></XRD>
      """, headers: ["Content-Type": "application/xrd+xml; charset=utf-8"])
  }

  private func json(_ template: String) -> TestAnswer {
    .text(
      "{\"links\":[{\"rel\":\"lrdd\",\"template\":\"\(template)\"}]}",
      headers: ["Content-Type": "application/json; charset=utf-8"])
  }

  @Test(arguments: [false, true])
  func `an account is asked for where its host says, if not at the usual place`(
    isJSON: Bool
  ) async throws {
    try await Correspondence.open { post in
      let template = post.peers.url("/finger?uri={uri}", on: 2)
      post.peers.answer(
        isJSON ? hostMeta + ".json" : hostMeta, on: 1,
        with: isJSON ? json(template) : xrd(template))
      post.peers.answer(
        escapedPath(post), on: 2,
        with: descriptor("ada@\(post.peers.host())", link(post.id("ada"))))
      #expect(await look(post, answering: .response(404)) == nil)
    }
  }

  @Test func `a host leads to one other, and that to none`() async throws {
    try await Correspondence.open { post in
      let template = post.peers.url("/finger?uri={uri}", on: 2)
      post.peers.answer(hostMeta, on: 1, with: xrd(template))
      post.peers.answer(hostMeta, on: 2, with: xrd(post.peers.url("/3?{uri}", on: 3)))
      let error = try #require(await look(post, answering: .response(404)))
      #expect(!error.isTemporary && "\(error)".contains("404"), "\(error)")
      #expect(post.peers.targets == [path(post), hostMeta, escapedPath(post)])
      let blocked = post.peers.host(2)
      try await post.store.put(Block(subject: blocked, kind: .block, since: post.clock.now))
      #expect(await look(post, answering: .response(404)) == .blocked(host: blocked))
      #expect(post.peers.targets.count == 5)
    }
  }

  @Test(arguments: [
    "http://{host}/.well-known/webfinger?resource={uri}", "http://{host}/finger",
    "ftp://{host}/{uri}",
    "/finger?{uri}", "",
  ])
  func `what is no other place is not asked, nor asked for again`(template: String) async throws {
    try await Correspondence.open { post in
      let template = template.replacing("{host}", with: post.peers.host())
      post.peers.answer(hostMeta, on: 1, with: xrd(template))
      for _ in 1...2 {
        let error = try #require(await look(post, answering: .response(404)))
        #expect(!error.isTemporary && "\(error)".contains("404"), "\(error)")
      }
      #expect(
        post.peers.targets == [path(post), hostMeta, hostMeta + ".json", path(post)])
    }
  }

  @Test func `a place that is not for this, or speaks no JSON, is none`() async throws {
    try await Correspondence.open { post in
      let template = post.peers.url("/finger?uri={uri}", on: 2)
      let answers = [
        xrd(template, rel: "describedby"), xrd(template, type: "application/xrd+xml"),
        .text("<XRD", headers: ["Content-Type": "application/xrd+xml"]),
        .text("<html></html>", headers: ["Content-Type": "text/html"]),
      ]
      for answer in answers {
        post.peers.answer(hostMeta, on: 1, with: answer)
        #expect(await look(post, answering: .response(404))?.isTemporary == false)
        post.clock.advance(3601)
      }
      #expect(post.peers.targets.allSatisfy { !$0.hasPrefix("/finger") })
      post.peers.answer(hostMeta, on: 1, with: .response(503))
      #expect(await look(post, answering: .response(404))?.isTemporary == true)
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
