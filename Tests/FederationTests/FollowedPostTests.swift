import Foundation
import Model
import Store
import TestServer
import Testing

@testable import Federation

/// What the posts of followed accounts become.
struct FollowedPostTests {
  @Test func `the first look takes in what is public, and tells nobody`() async throws {
    try await Village.open { village in
      village.say("a", "First &amp; foremost")
      village.say("hidden", "Unlisted", "\"cc\":[\"as:Public\"]")
      village.say("reply", "Yes", Village.everybody + ",\"inReplyTo\":\"{elsewhere}/notes/9\"")
      village.say("forged", "Not mine", "\"x\":0," + Village.everybody)
      village.put(
        Village.note("stolen", "By another").replacing("/users/wind", with: "/users/rain"),
        at: "/notes/stolen")
      village.fill(with: [
        "{\"type\":\"Create\",\"actor\":\"{home}/users/wind\",\"object\":\(Village.note("a", "x"))}",
        "\"{home}/notes/hidden\"", "\"{home}/notes/reply\"", "\"{home}/notes/stolen\"",
        "\"{elsewhere}/notes/forged\"",
        "{\"type\":\"Announce\",\"object\":\"{elsewhere}/notes/forged\"}",
      ])
      try await village.keeper().keep()
      let entries = try await village.entries()
      #expect(entries.map(\.native) == [village.home + "/notes/a"])
      #expect(entries.first?.excerpt == "First & foremost")
      #expect(try await village.announcements().isEmpty)
    }
  }

  @Test func `what is new later is boosted as it stands`() async throws {
    try await Village.open { village in
      village.fill(with: [village.say("a", "One")])
      try await village.keeper().keep()
      village.fill(with: [village.say("b", "Two"), "\"{home}/notes/a\""])
      village.clock.advance(2 * 3600)
      try await village.keeper().keep()
      #expect(try await village.entries().count == 2)
      #expect(try await village.announcements().map(\.actor) == ["news"])
      let asked = village.server.requests.filter { $0.target == "/notes/a" }
      #expect(asked.count == 1)
      #expect(asked.allSatisfy { $0["Signature"] != nil })
    }
  }

  @Test func `what is older than our interest is no news, in whichever round it is found`()
    async throws
  {
    try await Village.open { village in
      let old = (1...25).map {
        village.say("old\($0)", "Old \($0)", published: "2026-09-20T12:00:00Z")
      }
      village.fill(with: old)
      try await village.keeper().keep()
      #expect(try await village.entries().count == 20)
      village.clock.advance(2 * 3600)
      try await village.keeper().keep()
      #expect(try await village.entries().count == 25)
      #expect(try await village.announcements().isEmpty)
      let actor = try await village.actor()
      let boosted = Village.note("older", "Older", published: "2026-09-19T12:00:00Z")
      try await village.sources().boosted(try village.object(boosted), actor)
      #expect(try await village.entries().count == 26)
      #expect(try await village.announcements().isEmpty)
    }
  }

  @Test func `a pin is shown where it belongs, and told to nobody`() async throws {
    try await Village.open { village in
      village.fill(with: [village.say("a", "One")])
      try await village.keeper().keep()
      village.clock.advance(2 * 3600)
      let pins = [
        village.say("pin", "Who we are", published: "2024-09-21T12:00:00Z"),
        village.say("undated", "Where we are", published: ""),
      ]
      village.put(
        """
        {"@context":"https://www.w3.org/ns/activitystreams","id":"{home}/users/wind/featured",
         "type":"OrderedCollection","orderedItems":[\(pins.joined(separator: ","))]}
        """, at: "/users/wind/featured")
      village.fill(with: [village.say("b", "Two"), "\"{home}/notes/a\""])
      try await village.keeper().keep()
      let entries = try await village.entries()
      #expect(entries.count == 4)
      #expect(entries.last?.excerpt == "Who we are")
      let two = try #require(entries.first { $0.excerpt == "Two" })
      #expect(try await village.announcements().map(\.entry) == [two.id])
    }
  }

  @Test func `what is pushed is taken in, and an edit is read anew`() async throws {
    try await Village.open { village in
      try await village.keeper().keep()
      let sources = village.sources()
      let actor = try await village.actor()
      try await sources.said(try village.object(Village.note("a", "One")), actor)
      #expect(try await village.entries().map(\.excerpt) == ["One"])
      #expect(try await village.announcements().map(\.actor) == ["news"])
      village.say("a", "Newest", "\"updated\":\"2026-09-21T14:05:00Z\"," + Village.everybody)
      let late = Village.note(
        "a", "Older", "\"updated\":\"2026-09-21T14:01:00Z\"," + Village.everybody)
      try await sources.said(try village.object(late), actor)
      #expect(try await village.entries().map(\.excerpt) == ["Newest"])
    }
  }

  @Test func `a stranger's posts mean nothing`() async throws {
    try await Village.open { village in
      try await village.keeper().keep()
      var stranger = try await village.actor()
      stranger.id = village.home + "/users/rain"
      try await village.sources().said(try village.object(Village.note("a", "One")), stranger)
      #expect(try await village.entries().isEmpty)
    }
  }

  @Test func `its own boosts count, those of others do not`() async throws {
    try await Village.open { village in
      try await village.keeper().keep()
      let actor = try await village.actor()
      let other = Village.note("b", "Other").replacing("/users/wind", with: "/users/rain")
      try await village.sources().boosted(try village.object(other), actor)
      #expect(try await village.entries().isEmpty)
      try await village.sources().boosted(try village.object(Village.note("a", "One")), actor)
      #expect(try await village.entries().count == 1)
    }
  }

  @Test func `a deleted post is removed for ever, by its author only`() async throws {
    try await Village.open { village in
      try await village.keeper().keep()
      let actor = try await village.actor()
      let note = try village.object(Village.note("a", "One"))
      try await village.sources().said(note, actor)
      village.say("a", "One")
      try await village.sources().removed(village.home + "/notes/a", village.home + "/users/rain")
      #expect(try await village.entries().count == 1)
      try await village.sources().removed(village.home + "/notes/a", actor.id)
      #expect(try await village.entries().isEmpty)
      village.say("a", "Back", "\"updated\":\"2026-09-21T14:05:00Z\"," + Village.everybody)
      try await village.sources().said(note, actor)
      #expect(try await village.entries().isEmpty)
    }
  }

  @Test func `a post that is deleted while it is fetched is not taken in`() async throws {
    try await Village.open { village in
      try await village.keeper().keep()
      let actor = try await village.actor()
      let note = try village.object(Village.note("a", "One"))
      try await village.sources().removed(village.home + "/notes/a", actor.id)
      try await village.sources().said(note, actor)
      #expect(try await village.entries().isEmpty)
      try await village.sources().said(try village.object(Village.note("b", "Two")), actor)
      #expect(try await village.entries().map(\.excerpt) == ["Two"])
    }
  }

  @Test(arguments: ["a", "b"])
  func `of two posts with one link the first is told, and goes when it is deleted`(
    deleted: String
  ) async throws {
    try await Village.open(homePage: "https://wind.example/") { village in
      try await village.keeper().keep()
      let actor = try await village.actor()
      let link = "<a href=\\\"https://wind.example/one\\\">wind.example</a>"
      for (name, words) in [("a", "Early"), ("b", "Again")] {
        let text = Village.note(name, words + ": " + link)
        try await village.sources().said(try village.object(text), actor)
      }
      #expect(try await village.entries().map(\.excerpt) == ["Early: wind.example"])
      try await village.sources().removed(village.home + "/notes/" + deleted, actor.id)
      #expect(try await village.entries().count == (deleted == "a" ? 0 : 1))
    }
  }

  enum Withdrawal: CaseIterable {
    case unlisted, followersOnly, outOfSight, noBot, excluded
  }

  @Test(arguments: Withdrawal.allCases)
  func `an edit after which a post may not be shown takes it away`(
    withdrawal: Withdrawal
  ) async throws {
    try await Village.open(exclude: ["raffle"]) { village in
      village.fill(with: [village.say("a", "One"), village.say("b", "Two")])
      try await village.keeper().keep()
      try village.raw(
        "INSERT INTO post(entry_id, actor, object, told) SELECT id, 'news', atom_id, 0 FROM entry")
      let followers = "\"to\":[\"{home}/users/wind/followers\"]"
      let more =
        switch withdrawal {
        case .unlisted: followers + ",\"cc\":[\"as:Public\"]"
        case .followersOnly, .outOfSight: followers
        case .noBot: Village.everybody + ",\"tag\":[{\"type\":\"Hashtag\",\"name\":\"#nobot\"}]"
        case .excluded: Village.everybody
        }
      village.say("a", "Win at our Raffle", more)
      if withdrawal == .outOfSight { village.takeAway("/notes/a") }
      let note = Village.note("a", "Win at our Raffle", more)
      try await village.receive(
        """
        {"@context":"https://www.w3.org/ns/activitystreams","id":"{home}/edits/1",
         "type":"Update","actor":"{home}/users/wind","object":\(note)}
        """)
      #expect(try await village.entries().map(\.excerpt) == ["Two"])
      #expect(try await village.announcements().map(\.kind) == [.withdrawn])
    }
  }

  @Test(arguments: ["rain", "wind"])
  func `a post that cannot be read any more goes at the word of its author only`(
    sender: String
  ) async throws {
    try await Village.open { village in
      village.settle(name: "rain")
      village.fill(with: [village.say("a", "One")])
      try await village.keeper().keep()
      village.put("", at: "/notes/a", status: 403)
      let note = Village.note("a", "Mine", "\"to\":[\"{home}/users/\(sender)/followers\"]")
        .replacing(
          "\"{home}/users/wind\"", with: "[\"{home}/users/\(sender)\",\"{home}/users/wind\"]")
      try await village.receive(
        """
        {"@context":"https://www.w3.org/ns/activitystreams","id":"{home}/edits/1",
         "type":"Update","actor":"{home}/users/\(sender)","object":\(note)}
        """, from: sender)
      #expect(try await village.entries().isEmpty == (sender == "wind"))
    }
  }

  @Test(arguments: ["Delete", "Update"])
  func `S24: whoever is not followed spends nothing of our own allowance`(
    type: String
  ) async throws {
    try await Village.open { village in
      village.fill(with: [village.say("a", "One")])
      try await village.keeper().keep()
      var stranger = try await village.actor()
      stranger.id = village.home + "/users/rain"
      let note = try village.object(Village.note("a", "Two"))
      for _ in 1...130 {
        do {
          if type == "Delete" {
            try await village.sources().removed(village.home + "/notes/a", stranger.id)
          } else {
            try await village.sources().said(note, stranger)
          }
        } catch RemoteError.exhausted {
          continue
        }
      }
      let post = try await village.documents.object(at: village.home + "/notes/a")
      #expect(post.id == village.home + "/notes/a")
      #expect(try await village.entries().count == 1)
    }
  }

  @Test func `an account that is gone takes its posts along`() async throws {
    try await Village.open { village in
      try await village.keeper().keep()
      let actor = try await village.actor()
      for name in ["a", "b", "c"] {
        try await village.sources().said(try village.object(Village.note(name, name)), actor)
      }
      try await village.sources().left(actor.id)
      #expect(try await village.entries().isEmpty)
      #expect(try await village.following().state == .refused)
    }
  }

  @Test(arguments: [true, false])
  func `only what is indexable is found`(isIndexable: Bool) async throws {
    try await Village.open { village in
      village.settle(isIndexable ? "\"indexable\":true" : "")
      village.fill(with: [village.say("a", "Turbines")])
      try await village.keeper().keep()
      let found = try await village.store.search("turbines", limit: 9).entries
      #expect(found.count == (isIndexable ? 1 : 0))
      village.settle(isIndexable ? "\"indexable\":false" : "\"indexable\":true")
      village.clock.advance(2 * 86_400)
      try await village.keeper().keep()
      let later = try await village.store.search("turbines", limit: 9).entries
      #expect(later.count == (isIndexable ? 0 : 1))
      #expect(try await village.entries().count == 1)
      try await village.sources().removed(village.home + "/notes/a", village.actorID)
      #expect(try await village.store.search("turbines", limit: 9).entries.isEmpty)
    }
  }
}
