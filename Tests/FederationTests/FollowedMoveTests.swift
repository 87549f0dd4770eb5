import Foundation
import Model
import Store
import TestServer
import Testing

@testable import Federation

/// Accounts of sources that move, and those that the operator pauses.
struct FollowedMoveTests {
  private func accept(_ village: Village, by name: String = "wind") async throws {
    let follow = try #require(try await village.following().follow)
    let answer = try village.object(
      """
      {"@context":"https://www.w3.org/ns/activitystreams","id":"{home}/accepts/\(name)",
       "type":"Accept","actor":"{home}/users/\(name)","object":"\(follow)"}
      """)
    try await village.sources().answered(
      answer, try await village.documents.actor(village.home + "/users/\(name)"))
  }

  private func object(_ activity: [String: Any]) -> String? {
    activity["object"] as? String ?? (activity["object"] as? [String: Any])?["object"] as? String
  }

  @Test func `an account that moves is followed at once where it is, and heard nowhere else`()
    async throws
  {
    try await Village.open { village in
      let breeze = village.home + "/users/breeze"
      try await village.keeper().keep()
      try await accept(village)
      village.fill(with: [village.say("a", "One")])
      village.settle("\"movedTo\":\"{home}/users/breeze\",\"indexable\":true")
      village.settle(
        "\"alsoKnownAs\":[\"{home}/users/wind\"],\"indexable\":true", name: "breeze")
      village.put(
        "{\"id\":\"{home}/users/breeze/outbox\",\"type\":\"OrderedCollection\",\"orderedItems\":[]}",
        at: "/users/breeze/outbox")
      village.clock.advance(600)
      let next = try await village.documents.actor(breeze)
      try await village.sources().moved(village.actorID, next)
      try await village.keeper().keep()
      let following = try await village.following()
      #expect(following.actor == breeze && following.state == .asked)
      #expect(following.failures == 0)
      let follows = try village.outgoing().filter { $0["type"] as? String == "Follow" }
      #expect(follows.compactMap(object) == [village.actorID, breeze])
      #expect(try village.inboxes().contains(breeze + "/inbox"))

      try await accept(village, by: "breeze")
      #expect(try await village.following().state == .accepted)
      let sources = village.sources()
      let old = try village.object(Village.note("late", "From the old house"))
      try await sources.said(old, try await village.actor())
      #expect(try await village.entries().isEmpty)
      let new = try village.object(
        Village.note("b", "Two").replacing("/users/wind", with: "/users/breeze"))
      try await sources.said(new, next)
      #expect(try await village.entries().map(\.excerpt) == ["Two"])
    }
  }

  /// Has the account move, and gives the new one a place to speak.
  private func move(_ village: Village, from old: String, to new: String) async throws {
    let aliases = "\"alsoKnownAs\":[\"{home}/users/\(old)\"]"
    village.settle("\"movedTo\":\"{home}/users/\(new)\"", name: old)
    village.settle(aliases, name: new)
    village.put(
      """
      {"@context":"https://www.w3.org/ns/activitystreams","id":"{home}/users/\(new)/outbox",
       "type":"OrderedCollection","orderedItems":[]}
      """, at: "/users/\(new)/outbox")
    try await village.receive(
      """
      {"@context":"https://www.w3.org/ns/activitystreams","id":"{home}/moves/\(new)","type":"Move",
       "actor":"{home}/users/\(old)","object":"{home}/users/\(old)",
       "target":"{home}/users/\(new)"}
      """, from: old)
    try await village.keeper().keep()
  }

  @Test func `an account that has moved is read where it is after a failure, too`() async throws {
    try await Village.open { village in
      try await village.keeper().keep()
      village.clock.advance(600)
      try await move(village, from: "wind", to: "breeze")
      village.takeAway(
        "/.well-known/webfinger?resource=acct:wind@127.0.0.1:\(village.server.port)")
      village.takeAway("/users/wind")
      village.takeAway("/users/breeze/outbox")
      village.clock.advance(2 * 3600)
      try await village.keeper().keep()
      #expect(try await village.following().failures == 1)
      let note = village.say("b", "Two")
      village.put(
        Village.note("b", "Two").replacing("/users/wind", with: "/users/breeze"), at: "/notes/b")
      village.put(
        """
        {"@context":"https://www.w3.org/ns/activitystreams","id":"{home}/users/breeze/outbox",
         "type":"OrderedCollection","orderedItems":[\(note)]}
        """, at: "/users/breeze/outbox")
      village.clock.advance(4 * 3600)
      try await village.keeper().keep()
      let following = try await village.following()
      #expect(following.failures == 0 && following.actor == village.home + "/users/breeze")
      #expect(try await village.entries().map(\.excerpt) == ["Two"])
      #expect(try await village.announcements().isEmpty)
    }
  }

  @Test func `what was told under the old name is deleted and edited under it`() async throws {
    try await Village.open { village in
      village.fill(with: ["a", "b", "c"].map { village.say($0, $0) })
      try await village.keeper().keep()
      village.clock.advance(600)
      try await move(village, from: "wind", to: "breeze")
      #expect(try await village.entries().count == 3)
      func send(_ type: String, _ object: String) async throws {
        try await village.receive(
          """
          {"@context":"https://www.w3.org/ns/activitystreams","id":"{home}/\(UUID().uuidString)",
           "type":"\(type)","actor":"{home}/users/wind","object":\(object)}
          """)
      }
      try await send("Delete", "\"{home}/notes/a\"")
      #expect(try await village.entries().map(\.excerpt).sorted() == ["b", "c"])
      let edited = "\"updated\":\"2026-09-21T15:00:00Z\"," + Village.everybody
      village.say("b", "New", edited)
      try await send("Update", Village.note("b", "New", edited))
      #expect(try await village.entries().map(\.excerpt).sorted() == ["New", "c"])
      village.takeAway("/notes/b")
      try await send("Delete", "\"{home}/users/wind\"")
      #expect(try await village.entries().map(\.excerpt) == ["c"])
      #expect(try await village.following().state == .asked)
    }
  }

  @Test func `who moves twice within a week is followed later`() async throws {
    try await Village.open { village in
      try await village.keeper().keep()
      village.clock.advance(600)
      try await move(village, from: "wind", to: "breeze")
      village.clock.advance(2 * 86_400)
      village.settle("\"movedTo\":\"{home}/users/gale\"", name: "breeze")
      try await move(village, from: "breeze", to: "gale")
      var following = try await village.following()
      #expect(following.actor == village.home + "/users/breeze" && following.state == .asked)
      village.clock.advance(6 * 86_400)
      try await village.keeper().keep()
      following = try await village.following()
      #expect(following.actor == village.home + "/users/gale" && following.state == .asked)
      #expect(
        try village.outgoing().map { $0["type"] as? String } == ["Follow", "Follow", "Follow"])
    }
  }

  @Test func `a move that the new account does not confirm leads nowhere`() async throws {
    try await Village.open { village in
      try await village.keeper().keep()
      try await accept(village)
      village.settle("\"movedTo\":\"{home}/users/breeze\"")
      village.settle(name: "breeze")
      village.clock.advance(600)
      let next = try await village.documents.actor(village.home + "/users/breeze")
      try await village.sources().moved(village.actorID, next)
      try await village.keeper().keep()
      let following = try await village.following()
      #expect(following.actor == village.actorID && following.state == .refused)
      #expect(following.reason?.contains("write the new account into the list") == true)
      #expect(try village.outgoing().map { $0["type"] as? String } == ["Follow", "Undo"])
    }
  }

  @Test func `the move of a stranger moves nobody`() async throws {
    try await Village.open { village in
      try await village.keeper().keep()
      try await accept(village)
      let before = try await village.following()
      try await village.sources().moved(
        village.elsewhere + "/users/wind", try await village.actor())
      #expect(try await village.following() == before)
    }
  }

  /// Takes in the list again, with the account paused or not.
  private func list(_ village: Village, isPaused: Bool) async throws {
    var wind = try await village.newswire.source("wind").subscription
    wind.isPaused = isPaused
    let now = village.clock.now
    _ = try await village.store.reconcile(
      with: SubscriptionList(subscriptions: [wind]), now: now
    ) { _, _ in now }
  }

  @Test func `a paused account is left, not heard, and followed again later`() async throws {
    try await Village.open { village in
      village.fill(with: [village.say("a", "One")])
      try await village.keeper().keep()
      try await accept(village)
      try await list(village, isPaused: true)
      village.clock.advance(3600)
      // What it pushes before the keeper has come round is not taken either.
      let sources = village.sources()
      let early = try village.object(Village.note("early", "Too early"))
      try await sources.said(early, try await village.actor())
      try await village.keeper().keep()
      #expect(try village.outgoing().map { $0["type"] as? String } == ["Follow", "Undo"])
      #expect(try await village.store.followings().isEmpty)
      try await sources.said(early, try await village.actor())
      #expect(try await village.entries().map(\.excerpt) == ["One"])
      let requests = village.server.requests.count
      village.clock.advance(30 * 86_400)
      try await village.keeper().keep()
      #expect(village.server.requests.count == requests)

      village.fill(with: [village.say("b", "Two"), "\"{home}/notes/a\""])
      try await list(village, isPaused: false)
      try await village.keeper().keep()
      #expect(try village.outgoing().map { $0["type"] as? String } == ["Follow", "Undo", "Follow"])
      #expect(try await village.entries().map(\.excerpt).sorted() == ["One", "Two"])
    }
  }
}
