import Foundation
import Model
import Store
import Synchronization
import TestServer
import Testing

@testable import Federation

extension SecurityTests {
  @Test func `S14: bodies that are too large or too deep are refused`() async throws {
    try await Correspondence.open { post in
      var request = try post.signed(post.activity("Like", by: post.id("ada"), "https://x.example/"))
      request.body = [UInt8](repeating: 32, count: Inbox.bodyLimit + 1)
      try await post.send(request, expecting: 413)
      let ada = post.id("ada")
      for body in [
        String(repeating: "[", count: 100_000),
        "{\"@context\":" + String(repeating: "[", count: 70) + String(repeating: "]", count: 70)
          + "}",
      ] {
        post.peers.answer(
          "/users/ada",
          with: .text(body, headers: ["Content-Type": "application/activity+json"]))
        post.clock.advance(4000)
        await #expect(throws: RemoteError.unreadable(url: ada, why: "it nests too deep")) {
          try await post.documents.object(at: ada)
        }
      }
      post.clock.advance(8000)
      post.peers.answer(
        "/users/ada",
        with: .response(
          200, headers: ["Content-Type": "application/activity+json"],
          body: [UInt8](repeating: 32, count: 2 << 20)))
      await #expect(throws: RemoteError.self) { try await post.documents.object(at: ada) }
    }
  }

  @Test func `S15: a host is asked only so often`() async throws {
    try await Correspondence.open { post in
      for number in 0..<200 {
        do throws(RemoteError) {
          _ = try await post.documents.object(at: post.id("a\(number)"))
        } catch {
          if case .exhausted = error { #expect(number == 120) }
          #expect(error.isTemporary)
          return
        }
      }
      Issue.record("it is asked without end")
    }
  }

  @Test func `S15: what an activity names is not looked at without end`() async throws {
    try await Correspondence.open { post in
      let ada = post.id("ada")
      try post.followAccount(ada)
      let mentions = (0..<1000).map { number in
        ["type": "Mention", "href": post.id("m\(number)", on: 2)]
      }
      let chained = post.reply(
        to: post.peers.url("/notes/1", on: 2), by: ada, "<p>Yes</p>",
        ["tag": mentions, "cc": mentions.compactMap { $0["href"] }])
      try await post.post(post.activity("Create", by: ada, chained))
      let boosts = (0..<1000).map { post.peers.url("/notes/b\($0)", on: 2) }
      try await post.post(post.activity("Announce", by: ada, boosts))
      await post.runner.runDue()
      let others = post.peers.targets.filter { $0 != "/users/ada" }
      #expect(!others.isEmpty && others.count <= 5)
      #expect(others.allSatisfy { $0.hasPrefix("/notes/b") })
    }
  }

  @Test(arguments: ["{home}/users/wind/outbox", "{home}/users/wind/outbox?page=1"])
  func `S15: a collection that leads to itself is read once`(next: String) async throws {
    try await Village.open { village in
      for path in ["/users/wind/outbox", "/users/wind/outbox?page=1"] {
        village.put(
          """
          {"@context":"https://www.w3.org/ns/activitystreams","id":"{home}\(path)",
           "type":"OrderedCollection","first":"\(next)","next":"\(next)","orderedItems":[]}
          """, at: path)
      }
      try await village.keeper().keep()
      #expect(village.server.requests.count { $0.target.hasPrefix("/users/wind/outbox") } <= 2)
    }
  }

  @Test func `S17: nobody changes or takes back what another did`() async throws {
    try await Correspondence.open { post in
      let note = try await post.note()
      let (ada, eve) = (post.id("ada"), post.id("eve"))
      let mill = "https://news.example.coop/ap/users/mill"
      let follow = post.activity("Follow", by: ada, mill)
      let like = post.activity("Like", by: ada, note.id)
      let id = ada + "/notes/1"
      try await post.post(follow)
      try await post.post(like)
      try await post.post(
        post.activity("Create", by: ada, post.reply(to: note.id, by: ada, id: id, "<p>A</p>")))
      for object: Any in [follow, like, follow["id"] ?? "", like["id"] ?? ""] {
        try await post.post(post.activity("Undo", by: eve, object))
      }
      try await post.post(post.activity("Delete", by: eve, id))
      try await post.post(post.activity("Delete", by: eve, ada))
      try await post.post(post.activity("Announce", by: eve, post.activity("Delete", by: ada, id)))
      let forged = post.reply(to: note.id, by: ada, id: id, "<p>E</p>")
      try await post.post(post.activity("Update", by: eve, forged))
      try await post.post(
        post.activity("Create", by: post.id("eve", on: 2), post.reply(to: note.id, by: ada, "E")))
      #expect(try await post.store.followerCount(of: "mill") == 1)
      #expect(try post.rows("SELECT actor FROM reaction") == [ada])
      #expect(try post.rows("SELECT content FROM reply") == ["<p>A</p>"])
    }
  }

  @Test func `S18: only whom we asked can answer`() async throws {
    try await Correspondence.open { post in
      try post.followAccount(post.id("ada"))
      let follow: [String: Any] = [
        "type": "Follow", "actor": "https://news.example.coop/ap/users/news",
        "object": post.id("ada"),
      ]
      try await post.post(post.activity("Accept", by: post.id("eve"), follow))
      await post.runner.runDue()
      #expect(post.hooked.all.isEmpty)
      try await post.post(post.activity("Accept", by: post.id("ada"), follow))
      await post.runner.runDue()
      #expect(post.hooked.all == ["Accept \(post.id("ada"))"])
    }
  }

  @Test func `S19: whatever is written, nothing but text and links is kept`() throws {
    let hostile = [
      "<img src=x onerror=alert(1)>", "<svg><script>alert(1)</script></svg>",
      "<a href=\"javascript:alert(1)\">x</a>", "<p style=\"x:expression(1)\">x</p>",
      "<iframe srcdoc=\"<script>alert(1)</script>\"></iframe>", "<<b>script>x</script>",
      "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    ]
    for text in hostile {
      let html = ReplyText(RemoteObject(members: ["content": .text(text)])).html
      for word in ["<script", "onerror", "javascript:", "style=", "<img", "<iframe", "<svg"] {
        #expect(!html.contains(word), "\(text) gave \(html)")
      }
    }
  }

  @Test func `S21: invented hosts take bounded room`() async throws {
    let memory = RemoteMemory()
    let limit = RateLimit(1, per: 300)
    for number in 0..<100_000 {
      let host = "h\(number).example"
      for asker in [Asker.ourselves, .sender(), .stranger(client: nil)] {
        _ = memory.spend(on: host, for: asker, now: Newswire.now)
      }
      memory.noteLook(at: host, now: Newswire.now)
      memory.note(.missing(url: host), of: host, now: Newswire.now)
      limit.count(host, now: Newswire.now)
    }
    #expect(memory.size <= 6 * RemoteMemory.limit)
    #expect(limit.size <= 10_000)
  }

  @Test func `S21: what is remembered for strangers ends by itself`() async throws {
    try await Correspondence.open { post in
      let note = try await post.note()
      let mill = "https://news.example.coop/ap/users/mill"
      try await post.post(post.activity("Follow", by: post.id("ada"), mill))
      try await post.post(post.activity("Like", by: post.id("bob"), note.id))
      try await post.post(post.activity("Flag", by: post.id("bob"), note.id))
      post.clock.advance(400 * 86_400)
      try await post.store.expireReceived(now: post.clock.now)
      for table in ["seen", "remote_key", "report"] {
        #expect(try post.rows("SELECT * FROM \(table)").isEmpty, "\(table)")
      }
      #expect(try post.rows("SELECT id FROM remote_actor") == [post.id("ada")])
      #expect(try post.rows("SELECT id FROM follower") == [post.id("ada")])
    }
  }

  @Test func `S24: whoever sends rubbish is sent away before anything is computed`() async throws {
    var limits = Inbox.Limits()
    limits.refusals = 3
    limits.signed = 2
    try await Correspondence.open(limits: limits) { post in
      var bad = try post.signed(post.activity("Like", by: post.id("eve"), "https://x.example/"))
      bad.headers.removeAll { $0.name == "signature" }
      for _ in 0..<3 { try await post.send(bad, from: "192.0.2.1", expecting: 401) }
      let refused = try await post.send(bad, from: "192.0.2.1", expecting: 429)
      #expect(refused.retryAfter == 300)
      let note = try await post.note()
      for name in ["a", "b"] {
        let like = try post.signed(post.activity("Like", by: post.id(name), note.id))
        try await post.send(like, from: "192.0.2.2")
      }
      let like = try post.signed(post.activity("Like", by: post.id("c"), note.id))
      try await post.send(like, from: "192.0.2.2", expecting: 429)
      post.clock.advance(301)
      try await post.post(post.activity("Like", by: post.id("c"), note.id))
    }
  }

  @Test func `S24: a known sender is heard behind the same address as a crowd that is not`()
    async throws
  {
    var limits = Inbox.Limits()
    limits.refusals = 1
    try await Correspondence.open(limits: limits) { post in
      let note = try await post.note()
      try await post.send(
        try post.signed(post.activity("Like", by: post.id("ada"), note.id)), from: "192.0.2.1")
      var bad = try post.signed(post.activity("Like", by: post.id("eve"), note.id))
      bad.body.append(0x20)
      try await post.send(bad, from: "192.0.2.1", expecting: 401)
      try await post.send(bad, from: "192.0.2.1", expecting: 429)
      try await post.send(
        try post.signed(post.activity("Announce", by: post.id("ada"), note.id)), from: "192.0.2.1")
      let stranger = try post.signed(post.activity("Like", by: post.id("bob"), note.id))
      try await post.send(stranger, from: "192.0.2.1", expecting: 429)
    }
  }

  @Test func `S24: keys that nobody has do not use up the questions for those of others`()
    async throws
  {
    try await Correspondence.open { post in
      let note = try await post.note()
      for number in 0..<150 {
        let like = post.activity("Like", by: post.id("eve"), note.id)
        let key = post.id("eve") + "#\(number)"
        try await post.send(post.signed(like, key: key), from: "192.0.2.1", expecting: 401)
      }
      #expect(post.peers.targets == ["/users/eve"])
      for number in 0..<150 {
        let like = post.activity("Like", by: post.id("e\(number)"), note.id)
        let status = number < 119 ? 202 : 503
        try await post.send(post.signed(like), from: "192.0.2.1", expecting: status)
      }
      let like = post.activity("Like", by: post.id("ada"), note.id)
      try await post.send(post.signed(like), from: "192.0.2.2")
      // The same that a follower's server is asked by us.
      _ = try await post.documents.object(at: post.id("bob"))
    }
  }

  @Test func `S24: who has an address of IPv6 has as many as there are stars`() async throws {
    var limits = Inbox.Limits()
    limits.refusals = 3
    try await Correspondence.open(limits: limits) { post in
      let rubbish = ReceivedRequest(
        method: "POST", target: "/ap/inbox",
        headers: [("Content-Type", "application/activity+json")], body: [])
      for number in 1...3 {
        try await post.send(rubbish, from: "2001:db8:1:2:\(number)::1", expecting: 401)
      }
      try await post.send(rubbish, from: "2001:db8:1:2:ffff::2", expecting: 429)
      try await post.send(rubbish, from: "2001:db8:1:3::1", expecting: 401)
      try await post.send(rubbish, from: "::ffff:192.0.2.1", expecting: 401)
    }
  }

  @Test func `S24: who has us look at servers that hang keeps nobody else's key waiting`()
    async throws
  {
    try await Correspondence.open { post in
      let note = try await post.note()
      func like(_ name: String, on host: Int = 1) throws -> ReceivedRequest {
        try post.signed(post.activity("Like", by: post.id(name, on: host), note.id))
      }
      let hanging = try (1...20).map { number in
        post.peers.answer("/users/e\(number)", with: .hang)
        return try like("e\(number)", on: 10 + number)
      }
      let tasks = try (hanging + [like("ada")]).map { request in
        Task { [inbox = post.inbox] in
          try await inbox.receive(request, at: .sharedInbox, from: "192.0.2.1").status
        }
      }
      for _ in 0..<200 where post.peers.targets.count < 16 {
        try await Task.sleep(for: .milliseconds(20))
      }
      try await post.send(like("ada"), from: "192.0.2.2")
      #expect(!post.documents.remembersKey(post.id("e20", on: 30) + "#main-key"))
      for task in tasks { task.cancel() }
    }
  }

  @Test func `S24: so many are looked up for one client at a time, and others do not wait`()
    async throws
  {
    let turnstile = Turnstile(perName: 2, mostWaiting: 1)
    let journal = Journal()
    let waiter = await turnstile.pass("a") {
      await turnstile.pass("a") {
        let waiter = Task { await turnstile.pass("a") { journal.note("waited") } }
        while turnstile.size.waiting == 0 { await Task.yield() }
        #expect(await turnstile.pass("a") { true } == nil)
        await turnstile.pass("b") { journal.note("b") }
        journal.note("left")
        return waiter
      }
    }
    _ = await waiter??.value
    #expect(journal.lines == ["b", "left", "waited"])
    #expect(turnstile.size == (0, 0))
  }

  @Test func `S10: what others have said and somebody passes on is taken and has no effect`()
    async throws
  {
    try await Correspondence.open { post in
      let note = try await post.note()
      let (ada, bob) = (post.id("ada"), post.id("bob", on: 2))
      let signature = ["type": "RsaSignature2017", "creator": bob + "#main-key"]
      let reply = post.activity(
        "Create", by: bob, post.reply(to: note.id, by: bob, "<p>Yes</p>"),
        ["signature": signature])
      try await post.send(post.signed(reply, key: ada + "#main-key"))
      try await post.send(
        post.signed(reply, key: ada + "#main-key", by: Correspondence.otherPair), expecting: 401)
      var plain = reply
      plain["signature"] = nil
      try await post.send(post.signed(plain, key: ada + "#main-key"), expecting: 401)
      #expect(try post.rows("SELECT id FROM reply").isEmpty)
    }
  }

  @Test func `S24: a sender whose server is away is told to try again`() async throws {
    try await Correspondence.open { post in
      post.peers.answer("/users/ada", with: .response(503))
      let mill = "https://news.example.coop/ap/users/mill"
      let follow = post.activity("Follow", by: post.id("ada"), mill)
      let document = try await post.post(follow, expecting: 503)
      #expect(document.retryAfter != nil)
      try await post.post(follow, expecting: 503)
      #expect(post.peers.targets.count == 1)
    }
  }

  @Test(arguments: [
    ("https://news.example/1", true), ("http://news.example/1", false),
    ("https://news.example:8443/1", false), ("https://news.example:443/1", true),
    ("https://user@news.example/1", false), ("https://good.example\\@evil.example/", false),
    ("ftp://news.example/1", false), ("https:///1", false), ("https://ne ws.example/", false),
    ("https://bücher.example/", false),
  ])
  func `S25: ids are https on its own port`(id: String, isFine: Bool) {
    #expect((RemoteID(id, allowsPlainHTTP: false) != nil) == isFine)
  }

  @Test func `S25: one server is scheme, host and port`() throws {
    let first = try #require(RemoteID("https://a.example/1", allowsPlainHTTP: true))
    for other in ["https://A.example:443/2", "https://a.example/#x"] {
      #expect(RemoteID(other, allowsPlainHTTP: true).map(first.isOnServer) == true)
    }
    for other in ["http://a.example/", "https://a.example:8443/", "https://b.a.example/"] {
      #expect(RemoteID(other, allowsPlainHTTP: true).map(first.isOnServer) == false)
    }
  }
}

/// What happened, in order.
private final class Journal: Sendable {
  private let all = Mutex<[String]>([])

  var lines: [String] { all.withLock(\.self) }

  func note(_ line: String) { all.withLock { $0.append(line) } }
}
