import Foundation
import Model
import Store
import TestServer
import Testing

@testable import Federation

@Suite struct InboxWordsTests {
  @Test func `a reply waits, is shown when it may be, and is safe to show`() async throws {
    try await Correspondence.open { post in
      let note = try await post.note()
      let ada = post.id("ada")
      let reply = post.reply(
        to: note.id, by: ada,
        "<p onclick=x>Good <b>news</b><script>alert(1)</script><img src=https://x.example/1></p>")
      try await post.post(post.activity("Create", by: ada, reply))
      let waiting = try #require(try await post.store.replies(.waiting, limit: 10).first)
      #expect(waiting.content == "<p>Good <b>news</b></p>")
      #expect(waiting.account == "ada@\(post.peers.host())")
      #expect(try await post.newswire.json(note.id + "/replies")["totalItems"] as? Int == 0)
      #expect(try await post.store.set(.shown, ofReply: waiting.id))
      let replies = try await post.newswire.json(note.id + "/replies")
      #expect(replies["totalItems"] as? Int == 1)
      #expect(replies["items"] as? [String] == [waiting.id])
    }
  }

  @Test func `only newer words of the same author count`() async throws {
    try await Correspondence.open { post in
      let note = try await post.note()
      let ada = post.id("ada")
      let id = ada + "/notes/1"
      try await post.post(
        post.activity("Create", by: ada, post.reply(to: note.id, by: ada, id: id, "<p>One</p>")))
      try await post.store.set(.shown, ofReply: id)
      func update(_ text: String, _ updated: String, by actor: String) async throws {
        let words = post.reply(
          to: note.id, by: actor, id: id, "<p>\(text)</p>", ["updated": updated])
        try await post.post(post.activity("Update", by: actor, words))
      }
      try await update("Old", "2026-09-21T11:00:00Z", by: ada)
      try await update("Foreign", "2026-09-21T12:30:00Z", by: post.id("eve"))
      #expect(try post.rows("SELECT content FROM reply") == ["<p>One</p>"])
      try await update("Two", "2026-09-21T12:30:00Z", by: ada)
      #expect(try post.rows("SELECT content, state FROM reply") == ["<p>Two</p>|waiting"])
      try await post.post(post.activity("Delete", by: post.id("eve"), id))
      #expect(try post.rows("SELECT id FROM reply").count == 1)
      try await post.post(
        post.activity("Delete", by: ada, ["id": id, "type": "Tombstone"]))
      #expect(try post.rows("SELECT id FROM reply").isEmpty)
    }
  }

  @Test func `a long post is cut and loses its form`() async throws {
    try await Correspondence.open { post in
      let note = try await post.note()
      let ada = post.id("ada")
      let text = String(repeating: "<b>word</b> ", count: 2000)
      try await post.post(
        post.activity("Create", by: ada, post.reply(to: note.id, by: ada, text)))
      let reply = try #require(try await post.store.replies(.waiting, limit: 1).first)
      #expect(reply.content.count < 5020)
      #expect(reply.content.hasPrefix("<p>word word"))
    }
  }

  @Test func `what is not for everybody is never shown under a note`() async throws {
    try await Correspondence.open { post in
      let note = try await post.note()
      let ada = post.id("ada")
      let mill = "https://news.example.coop/ap/users/mill"
      let reply = post.reply(to: note.id, by: ada, "<p>Psst</p>", ["to": mill])
      try await post.post(post.activity("Create", by: ada, reply))
      #expect(try await post.store.replies(.waiting, limit: 10).isEmpty)
      #expect(try await post.store.mentions(.waiting, limit: 10).map(\.content) == ["<p>Psst</p>"])
    }
  }

  @Test func `a source that says stop to its mirror is mirrored no more`() async throws {
    let own = Newswire.subscription("own") { $0.homePageURL = nil }
    try await Correspondence.open([own, Newswire.mill]) { post in
      let source = try await post.newswire.source("own")
      let home = post.id("coop", on: 3)
      try post.place("own", at: home)
      func say(_ text: String, by actor: String) async throws {
        let words = post.reply(
          to: nil, by: actor, text, ["to": "https://news.example.coop/ap/users/own"])
        try await post.post(post.activity("Create", by: actor, words))
      }
      try await say("<p>Please stop!</p>", by: post.id("eve"))
      try await say("<p>Unstoppable</p>", by: post.id("coop", on: 3))
      try await say("<p>Stop the war!</p>", by: post.id("coop", on: 3))
      #expect(try post.rows("SELECT source_id FROM opt_out").isEmpty)
      try await say("<p>@<span>own</span> Bitte stopp.</p>", by: post.id("coop", on: 3))
      #expect(try post.rows("SELECT source_id FROM opt_out") == ["\(source.id)"])
    }
  }

  @Test func `a neighbour on a source's server does not speak for the source`() async throws {
    let own = Newswire.subscription("own") { $0.homePageURL = nil }
    try await Correspondence.open([own, Newswire.mill]) { post in
      let source = try await post.newswire.source("own")
      let home = post.id("coop", on: 3)
      try post.place("own", at: home)
      post.peers.answer(
        "/users/eve",
        with: Peers.document(try Peers.actor(post.id("eve", on: 2), ["url": home])))
      let others = [
        post.id("neighbour", on: 3), post.id("cooper", on: 3), post.id("eve", on: 2),
        post.id("lodger", on: 4),
      ]
      let whole = "http://\(post.peers.host(4))/"
      try post.place("mill", at: whole)
      for actor in others {
        let mirrors = ["own", "mill"].map { "https://news.example.coop/ap/users/\($0)" }
        let words = post.reply(to: nil, by: actor, "<p>Stop</p>", ["to": mirrors])
        try await post.post(post.activity("Create", by: actor, words))
        #expect(try post.rows("SELECT source_id FROM opt_out").isEmpty, "\(actor)")
      }
      let words = post.reply(
        to: nil, by: home, "<p>Stop</p>", ["to": "https://news.example.coop/ap/users/own"])
      try await post.post(post.activity("Create", by: home, words))
      #expect(try post.rows("SELECT source_id FROM opt_out") == ["\(source.id)"])
    }
  }

  @Test func `strangers do not crowd out the accounts of sources`() async throws {
    try await Correspondence.open { post in
      let (ada, eve) = (post.id("ada"), post.id("eve", on: 2))
      try post.followAccount(ada)
      let numbers = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 9999)"
      try post.raw(
        "\(numbers) INSERT INTO errand(signer, body, next_at) SELECT 's' || x, x'7b7d', 0 FROM n")
      let mill = "https://news.example.coop/ap/users/mill"
      try await post.post(post.activity("Create", by: eve, eve + "/notes/1", ["to": mill]))
      try await post.post(post.activity("Create", by: ada, ada + "/notes/1"))
      #expect(try post.rows("SELECT signer FROM errand WHERE is_followed") == [ada])
      #expect(try post.rows("SELECT signer FROM errand WHERE signer = '\(eve)'").isEmpty)
    }
  }

  @Test func `a post that is only named is fetched from where it stands`() async throws {
    try await Correspondence.open { post in
      let note = try await post.note()
      let ada = post.id("ada")
      let id = ada + "/notes/7"
      let mill = "https://news.example.coop/ap/users/mill"
      post.peers.answer(
        "/users/ada/notes/7",
        with: Peers.document(post.reply(to: note.id, by: ada, id: id, "<p>Here</p>")))
      try await post.post(post.activity("Create", by: ada, id, ["to": mill]))
      #expect(try post.rows("SELECT id FROM reply").isEmpty)
      await post.runner.runDue()
      #expect(try post.rows("SELECT id FROM reply") == [id])
      #expect(try post.rows("SELECT id FROM errand").isEmpty)
    }
  }

  @Test func `what a stranger only names costs little room`() async throws {
    try await Correspondence.open { post in
      let (ada, mill) = (post.id("ada"), "https://news.example.coop/ap/users/mill")
      func create(_ filling: Int) -> [String: Any] {
        post.activity(
          "Create", by: ada, ada + "/notes/1",
          ["to": mill, "filling": String(repeating: "x", count: filling)])
      }
      try await post.post(create(70_000))
      #expect(try post.rows("SELECT id FROM errand").isEmpty)
      try await post.post(create(10))
      #expect(try post.rows("SELECT id FROM errand").count == 1)
    }
  }

  @Test func `what followed sources do is told on, once their documents are there`() async throws {
    try await Correspondence.open { post in
      let ada = post.id("ada")
      try post.followAccount(ada)
      let words = post.reply(to: nil, by: ada, id: ada + "/notes/1", "<p>News</p>")
      post.peers.answer(
        "/users/ada/notes/2",
        with: Peers.document(
          post.reply(to: nil, by: ada, id: ada + "/notes/2", "<p>Old</p>")))
      post.peers.answer(
        "/users/ada2",
        with: Peers.document(
          try Peers.actor(post.id("ada2"), ["alsoKnownAs": [ada]])))
      try await post.post(post.activity("Accept", by: ada, "https://news.example.coop/x"))
      try await post.post(post.activity("Create", by: ada, words))
      try await post.post(post.activity("Announce", by: ada, ada + "/notes/2"))
      try await post.post(post.activity("Delete", by: ada, ada + "/notes/1"))
      try await post.post(post.activity("Move", by: ada, ada, ["target": post.id("ada2")]))
      try await post.post(post.activity("Move", by: ada, ada, ["target": post.id("eve")]))
      await post.runner.runDue()
      #expect(
        post.hooked.all == [
          "Accept \(ada)", "said \(ada)/notes/1 \(ada)", "boosted \(ada)/notes/2 \(ada)",
          "removed \(ada)/notes/1 \(ada)", "moved \(ada) \(post.id("ada2"))",
        ])
    }
  }

  @Test func `a server that is away is asked five times`() async throws {
    try await Correspondence.open { post in
      let ada = post.id("ada")
      try post.followAccount(ada)
      try await post.post(post.activity("Announce", by: ada, post.id("x") + "/notes/1"))
      post.peers.answer("/users/x/notes/1", with: .response(503))
      for _ in 0..<5 {
        #expect(try post.rows("SELECT id FROM errand").count == 1)
        await post.runner.runDue()
        post.clock.advance(100_000)
      }
      #expect(try post.rows("SELECT id FROM errand").isEmpty)
    }
  }
}
