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
