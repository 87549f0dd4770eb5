import Foundation
import Model
import Store
import TestServer
import Testing

@testable import Federation

/// How the accounts of sources come to be followed, and how that ends.
struct FollowKeeperTests {
  private let ourselves = "https://news.example.coop/ap/users/news"

  private func accept(_ follow: String, in village: Village) throws -> RemoteObject {
    try village.object(
      """
      {"@context":"https://www.w3.org/ns/activitystreams","id":"{home}/accepts/1",
       "type":"Accept","actor":"{home}/users/wind","object":"\(follow)"}
      """)
  }

  @Test func `the merged actor asks to follow, once`() async throws {
    try await Village.open { village in
      try await village.keeper().keep()
      village.clock.advance(2 * 86_400)
      try await village.keeper().keep()
      let follows = try village.outgoing()
      #expect(follows.count == 1)
      #expect(follows.first?["type"] as? String == "Follow")
      #expect(follows.first?["actor"] as? String == ourselves)
      #expect(follows.first?["object"] as? String == village.actorID)
      #expect(try village.inboxes() == [village.actorID + "/inbox"])
      #expect(try await village.following().state == .asked)
    }
  }

  @Test func `whoever does not answer is asked again after a week`() async throws {
    try await Village.open { village in
      try await village.keeper().keep()
      village.clock.advance(8 * 86_400)
      try await village.keeper().keep()
      #expect(try village.outgoing().count == 2)
    }
  }

  @Test func `only the account itself accepts, and only what we asked`() async throws {
    try await Village.open { village in
      try await village.keeper().keep()
      let follow = try #require(try await village.following().follow)
      let sources = village.sources()
      var stranger = try await village.actor()
      stranger.id = village.elsewhere + "/users/wind"
      try await sources.answered(try accept(follow, in: village), stranger)
      try await sources.answered(
        try accept("https://news.example.coop/ap/activities/1", in: village),
        try await village.actor())
      #expect(try await village.following().state == .asked)
      try await sources.answered(try accept(follow, in: village), try await village.actor())
      #expect(try await village.following().state == .accepted)
    }
  }

  @Test func `an answer may hold our question written out`() async throws {
    try await Village.open { village in
      try await village.keeper().keep()
      func answer(_ actor: String) throws -> RemoteObject {
        try village.object(
          """
          {"@context":"https://www.w3.org/ns/activitystreams","id":"{home}/r","type":"Reject",
           "actor":"{home}/users/wind",
           "object":{"type":"Follow","actor":"\(actor)","object":"{home}/users/wind"}}
          """)
      }
      let actor = try await village.actor()
      try await village.sources().answered(try answer("https://other.example/ap"), actor)
      #expect(try await village.following().state == .asked)
      try await village.sources().answered(try answer(ourselves), actor)
      #expect(try await village.following().state == .rejected)
      village.clock.advance(9 * 86_400)
      try await village.keeper().keep()
      #expect(try village.outgoing().count == 1)
      let source = try await village.newswire.source("wind")
      #expect(source.state.failure?.reason.contains("does not let us follow") == true)
    }
  }

  @Test(arguments: [true, false])
  func `whoever blocks the actor that follows is neither read nor boosted any more`(
    isFollowing: Bool
  ) async throws {
    try await Village.open { village in
      try await village.keeper().keep()
      try await village.sources().said(
        try village.object(Village.note("a", "One")), try await village.actor())
      #expect(try await village.announcements().count == 1)
      let blocked = isFollowing ? ourselves : ourselves.replacing("users/news", with: "users/mill")
      try await village.receive(
        """
        {"@context":"https://www.w3.org/ns/activitystreams","id":"{home}/blocks/1","type":"Block",
         "actor":"{home}/users/wind","object":"\(blocked)"}
        """)
      #expect(try await village.following().state == (isFollowing ? .rejected : .asked))
      #expect(try await village.announcements().isEmpty == isFollowing)
      guard isFollowing else { return }
      village.clock.advance(2 * 86_400)
      village.fill(with: [village.say("b", "Two")])
      try await village.keeper().keep()
      #expect(try await village.entries().map(\.excerpt) == ["One"])
      let reason = try await village.newswire.source("wind").state.failure?.reason
      #expect(reason?.contains("has blocked us") == true)
    }
  }

  @Test(
    arguments: [
      ("\"summary\":\"<p>Wind power. #NoBot</p>\"", "#nobot"),
      ("\"discoverable\":false", "does not want to be found"),
      ("\"movedTo\":\"{elsewhere}/users/breeze\"", "says that it moved to"),
    ])
  func `whoever objects is not followed, and the operator sees why`(
    saying words: String, reason: String
  ) async throws {
    try await Village.open { village in
      village.settle(words)
      village.put(
        """
        {"@context":"https://www.w3.org/ns/activitystreams","id":"{elsewhere}/users/breeze",
         "type":"Service","preferredUsername":"breeze","inbox":"{elsewhere}/inbox"}
        """, at: "/users/breeze")
      try await village.keeper().keep()
      #expect(try village.outgoing().isEmpty)
      let source = try await village.newswire.source("wind")
      #expect(try await village.following().state == .refused)
      #expect(source.state.failure?.reason.contains(reason) == true)
    }
  }

  @Test func `an account that changes its mind is left`() async throws {
    try await Village.open { village in
      try await village.keeper().keep()
      village.settle("\"discoverable\":false")
      village.clock.advance(2 * 86_400)
      try await village.keeper().keep()
      #expect(try village.outgoing().map { $0["type"] as? String } == ["Follow", "Undo"])
      #expect(try await village.following().state == .refused)
    }
  }

  @Test(arguments: [true, false])
  func `whoever is blocked is not read, listed or not`(isHost: Bool) async throws {
    try await Village.open { village in
      try await village.keeper().keep()
      let subject = isHost ? try await village.actor().host : village.actorID
      let now = village.clock.now
      try await village.store.put(Block(subject: subject, kind: .block, since: now))
      village.fill(with: [village.say("a", "One")])
      village.clock.advance(2 * 3600)
      let requests = village.server.requests.count
      try await village.keeper().keep()
      #expect(try await village.entries().isEmpty)
      #expect(village.server.requests.count == requests)
      let reason = try await village.newswire.source("wind").state.failure?.reason
      #expect(reason?.contains("\(subject) is blocked") == true, "\(reason ?? "")")

      try await village.store.unblock(subject)
      village.clock.advance(2 * 86_400)
      try await village.keeper().keep()
      #expect(try await village.entries().map(\.excerpt) == ["One"])
    }
  }

  enum Meanwhile: CaseIterable {
    case accepts, rejects, leaves
  }

  @Test(arguments: Meanwhile.allCases, ["\"indexable\":false", "\"discoverable\":false", ""])
  func `an answer that comes while the account is looked at stays`(
    _ meanwhile: Meanwhile, saying words: String
  ) async throws {
    try await Village.open { village in
      try await village.keeper().keep()
      let before = try await village.following()
      let follow = try #require(before.follow)
      let actor = try await village.actor()
      switch meanwhile {
      case .accepts: try await village.sources().answered(try accept(follow, in: village), actor)
      case .rejects: try await village.sources().blocked(actor)
      case .leaves: try await village.sources().left(actor.id)
      }
      let state = try await village.following().state
      village.settle(words)
      village.clock.advance(8 * 86_400)
      await village.keeper().visit(try await village.newswire.source("wind"), before)
      #expect(try await village.following().state == state)
      #expect(try village.outgoing().count == 1)
    }
  }

  @Test func `a move that both sides confirm is followed`() async throws {
    try await Village.open { village in
      village.settle("\"movedTo\":\"{home}/users/breeze\"")
      village.settle("\"alsoKnownAs\":[\"{home}/users/wind\"]", name: "breeze")
      try await village.keeper().keep()
      #expect(try await village.following().actor == village.home + "/users/breeze")
    }
  }

  @Test func `a source that is listed no more is left`() async throws {
    try await Village.open { village in
      try await village.keeper().keep()
      let follow = try #require(try await village.following().follow)
      _ = try await village.store.reconcile(with: SubscriptionList(), now: village.clock.now) {
        _, _ in Newswire.now
      }
      try await village.keeper().keep()
      let undo = try #require(try village.outgoing().last)
      #expect(undo["type"] as? String == "Undo")
      #expect((undo["object"] as? [String: Any])?["id"] as? String == follow)
      #expect((undo["object"] as? [String: Any])?["type"] as? String == "Follow")
      #expect(try await village.store.followings().isEmpty)
    }
  }

  @Test func `a server in trouble is asked later and later`() async throws {
    try await Village.open { village in
      village.takeAway("/users/wind")
      try await village.keeper().keep()
      let first = try await village.following()
      #expect(first.failures == 1 && first.state == .waiting)
      #expect(first.nextCheck > village.clock.now.addingTimeInterval(7200))
      village.clock.advance(9000)
      try await village.keeper().keep()
      #expect(try await village.following().failures == 2)
      village.settle()
      village.clock.advance(86_400)
      try await village.keeper().keep()
      #expect(try await village.following().failures == 0)
      #expect(try await village.following().state == .asked)
    }
  }

  @Test func `waiting grows, and ends at a day and a half`() {
    let now = Newswire.now
    let waits = (0...7).map {
      FollowSchedule.next(afterFailures: $0, random: 0, now: now).timeIntervalSince(now) / 3600
    }
    #expect(waits == [1, 2, 4, 8, 16, 24, 24, 24])
    let late = FollowSchedule.next(afterFailures: 0, random: 1, now: now)
    #expect(late.timeIntervalSince(now) == 5400)
  }
}
