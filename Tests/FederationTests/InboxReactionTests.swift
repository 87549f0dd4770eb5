import Foundation
import Model
import Store
import Testing

@testable import Federation

@Suite struct InboxReactionTests {
  @Test func `likes and shares count once for everybody, and can be taken back`() async throws {
    try await Correspondence.open { post in
      let note = try await post.note()
      let ada = post.id("ada")
      let like = post.activity("Like", by: ada, note.id)
      try await post.post(like)
      try await post.post(post.activity("EmojiReact", by: ada, note.id, ["content": "🎉"]))
      try await post.post(post.activity("Like", by: post.id("bob", on: 2), note.id))
      try await post.post(post.activity("Dislike", by: post.id("eve"), note.id))
      let share = post.activity("Announce", by: ada, note.id)
      try await post.post(share)
      let json = try await post.newswire.json(note.id)
      #expect((json["likes"] as? [String: Any])?["totalItems"] as? Int == 2)
      #expect((json["shares"] as? [String: Any])?["totalItems"] as? Int == 1)
      #expect(try await post.newswire.json(note.id + "/likes")["totalItems"] as? Int == 2)
      try await post.post(post.activity("Undo", by: ada, try #require(share["id"])))
      try await post.post(post.activity("Undo", by: ada, like))
      let tally = try await post.store.tallies(of: [note.name])[note.name]
      #expect(tally?.likes == 1)
      #expect(tally?.shares == 0)
    }
  }

  @Test func `what is hidden, or is not there, is not counted, and nobody can tell`() async throws {
    try await Correspondence.open { post in
      let note = try await post.note()
      try await post.store.hide(try #require(EntryID(note.name)), now: post.clock.now)
      for id in [note.id, Newswire.site.origin + "/ap/notes/intro-nobody", "https://x.example/1"] {
        try await post.post(post.activity("Like", by: post.id("ada"), id))
      }
      #expect(try post.rows("SELECT note FROM reaction").isEmpty)
    }
  }

  @Test func `a complaint is kept for the operator, even a server's`() async throws {
    try await Correspondence.open { post in
      let note = try await post.note()
      try await post.post(
        post.activity(
          "Flag", by: post.id("server"),
          [note.id, "https://elsewhere.example/1", note.id + String(repeating: "x", count: 5000)],
          ["content": "<b>Spam</b>" + String(repeating: "x", count: 6000)]))
      try await post.post(post.activity("Flag", by: post.id("server"), "https://b.example/1"))
      let reports = try await post.store.reports(limit: 10)
      #expect(reports.count == 1)
      #expect(reports.first?.objects == [note.id])
      #expect(reports.first?.content.count == 5000)
      #expect(reports.first?.content.hasPrefix("Spam") == true)
    }
  }

  @Test func `of one server's complaints the newest are kept`() async throws {
    try await Correspondence.open { post in
      let note = try await post.note()
      for number in 1...505 {
        let complaint = Report(
          id: "\(number)", actor: "https://a.example/", host: "a.example", content: "",
          objects: [note.id], received: post.clock.now)
        let receipt = Receipt(
          actor: complaint.actor, host: complaint.host, keys: [], until: post.clock.now,
          effects: [.report(complaint)])
        _ = try await post.store.receive([receipt], now: post.clock.now)
        post.clock.advance(1)
      }
      #expect(try post.rows("SELECT count(*) FROM report") == ["500"])
      #expect(try await post.store.reports(limit: 1).first?.id == "505")
    }
  }

  @Test func `a like under a new id is taken back by that id`() async throws {
    try await Correspondence.open { post in
      let note = try await post.note()
      let ada = post.id("ada")
      try await post.post(post.activity("Like", by: ada, note.id))
      let again = post.activity("Like", by: ada, note.id)
      try await post.post(again)
      try await post.post(post.activity("Undo", by: ada, try #require(again["id"])))
      #expect(try await post.store.tallies(of: [note.name])[note.name]?.likes == 0)
    }
  }

  @Test func `a quote is allowed, and anybody can see that it is`() async throws {
    try await Correspondence.open { post in
      let note = try await post.note()
      let ada = post.id("ada")
      let quote = ada + "/notes/1"
      try await post.post(
        post.activity("QuoteRequest", by: ada, note.id, ["instrument": quote]))
      let accept = try #require(try post.outgoing().last)
      #expect(accept["type"] as? String == "Accept")
      let echo = try #require(accept["object"] as? [String: Any])
      #expect(echo["instrument"] as? String == quote)
      let result = try #require(accept["result"] as? String)
      let stamp = try await post.newswire.json(result)
      #expect(stamp["type"] as? String == "QuoteAuthorization")
      #expect(stamp["interactingObject"] as? String == quote)
      #expect(stamp["interactionTarget"] as? String == note.id)
      #expect(stamp["attributedTo"] as? String == "https://news.example.coop/ap/users/mill")
      try await post.post(
        post.activity(
          "QuoteRequest", by: ada, Newswire.site.origin + "/ap/notes/0000000000001",
          ["instrument": quote]))
      #expect(try post.outgoing().last?["type"] as? String == "Reject")
    }
  }

  @Test(arguments: ["Add", "Remove", "Listen", "Accept", "Reject"])
  func `what is none of our business is taken and changes nothing`(type: String) async throws {
    try await Correspondence.open { post in
      try await post.post(post.activity(type, by: post.id("ada"), "https://x.example/1"))
      for table in ["follower", "reaction", "reply", "report", "errand", "activity"] {
        #expect(try post.rows("SELECT * FROM \(table)").isEmpty, "\(table)")
      }
    }
  }
}
