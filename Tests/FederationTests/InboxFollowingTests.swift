import Foundation
import Model
import Store
import TestServer
import Testing

@testable import Federation

@Suite struct InboxFollowingTests {
  private static let mill = "https://news.example.coop/ap/users/mill"

  @Test func `a follower is taken and answered with its whole request`() async throws {
    try await Correspondence.open { post in
      let ada = post.id("ada")
      let follow = post.activity("Follow", by: ada, Self.mill)
      try await post.post(follow)
      let follower = try #require(
        try await post.store.followers(of: "mill", limit: 10).first)
      #expect(follower.id == ada)
      #expect(follower.inbox == ada + "/inbox")
      #expect(follower.target == post.peers.url("/inbox"))
      let accept = try #require(try post.outgoing().first)
      #expect(accept["type"] as? String == "Accept")
      #expect(accept["actor"] as? String == Self.mill)
      let echo = try #require(accept["object"] as? [String: String])
      #expect(
        echo == [
          "id": try #require(follow["id"] as? String), "type": "Follow", "actor": ada,
          "object": Self.mill,
        ])
      #expect(try post.rows("SELECT inbox FROM delivery") == [ada + "/inbox"])
      let id = try #require(accept["id"] as? String)
      let stored = try await post.newswire.answer(id)
      #expect(try stored.json()["type"] as? String == "Accept")
    }
  }

  @Test func `a request that is repeated is answered again, and counts once`() async throws {
    try await Correspondence.open { post in
      let follow = post.activity(
        "Follow", by: post.id("ada"), ["id": Self.mill, "type": "Service"])
      try await post.post(follow)
      post.clock.advance(60)
      try await post.post(follow)
      #expect(try await post.store.followerCount(of: "mill") == 1)
      #expect(try post.outgoing().count == 1)
      let answer = try #require(try post.outgoing().first)
      #expect(answer["published"] as? String == post.clock.now.formatted(.iso8601))
      let collection = try await post.newswire.json(Self.mill + "/followers")
      #expect(collection["totalItems"] as? Int == 1)
      let page = try await post.newswire.json(Self.mill + "/followers?page=true")
      #expect((page["orderedItems"] as? [String])?.isEmpty == true)
    }
  }

  @Test func `the server's own actor and one that has moved refuse`() async throws {
    try await Correspondence.open { post in
      try post.raw(
        "INSERT INTO actor(handle, moved_to, moved) VALUES ('bakery', 'https://b.example/', 0)")
      let ada = post.id("ada")
      for path in ["/ap/actor", "/ap/users/bakery"] {
        try await post.post(post.activity("Follow", by: ada, Newswire.site.origin + path))
      }
      #expect(try post.outgoing().compactMap { $0["type"] as? String } == ["Reject", "Reject"])
      #expect(try post.rows("SELECT id FROM follower").isEmpty)
    }
  }

  enum Undoing: CaseIterable { case whole, byID, lost }

  @Test(arguments: Undoing.allCases)
  func `whoever undoes its request follows no more`(_ undoing: Undoing) async throws {
    try await Correspondence.open { post in
      let ada = post.id("ada")
      let follow = post.activity("Follow", by: ada, Self.mill)
      try await post.post(follow)
      var object: Any = follow
      if undoing == .byID { object = try #require(follow["id"]) }
      if undoing == .lost {
        object = ["type": "Follow", "actor": ada, "object": Self.mill, "id": ada + "#other"]
      }
      try await post.post(post.activity("Undo", by: ada, object))
      #expect(try await post.store.followerCount(of: "mill") == 0)
    }
  }

  @Test func `an undo that comes first is remembered for a while`() async throws {
    try await Correspondence.open { post in
      let ada = post.id("ada")
      func isSuppressed(after seconds: TimeInterval) async throws -> Bool {
        let follow = post.activity("Follow", by: ada, Self.mill)
        try await post.post(post.activity("Undo", by: ada, follow))
        post.clock.advance(seconds)
        try await post.post(follow)
        return try await post.store.followerCount(of: "mill") == 0
      }
      let early = try await isSuppressed(after: 3600)
      #expect(early)
      #expect(try post.outgoing().isEmpty)
      let late = try await isSuppressed(after: 7 * 3600)
      #expect(!late)
    }
  }

  @Test func `an undo that names somebody else's request keeps nobody from following`() async throws
  {
    try await Correspondence.open { post in
      let ada = post.id("ada")
      let follow = post.activity("Follow", by: ada, Self.mill)
      try await post.post(post.activity("Undo", by: post.id("eve"), follow["id"] ?? ""))
      try await post.post(follow)
      #expect(try await post.store.followerCount(of: "mill") == 1)
    }
  }

  /// Misskey names a request to follow by the two accounts, and Pixelfed does so with what takes it back.
  @Test func `who follows, unfollows and follows again under the same ids is heard each time`()
    async throws
  {
    try await Correspondence.open { post in
      let ada = post.id("ada")
      let follow = post.activity("Follow", by: ada, Self.mill, id: ada + "/follows/mill")
      let undo = post.activity("Undo", by: ada, follow, id: ada + "/follows/mill/undo")
      for _ in 1...3 {
        try await post.post(follow)
        #expect(try await post.store.followerCount(of: "mill") == 1)
        post.clock.advance(20)
        // Its answer was lost, and so it comes twice.
        for _ in 1...2 {
          try await post.post(undo)
          post.clock.advance(20)
        }
        #expect(try await post.store.followerCount(of: "mill") == 0)
      }
    }
  }

  @Test(arguments: ["Block", "Move"])
  func `whoever blocks or moves away is a follower no more`(type: String) async throws {
    try await Correspondence.open { post in
      let ada = post.id("ada")
      try await post.post(post.activity("Follow", by: ada, Self.mill))
      let object = type == "Block" ? Self.mill : ada
      try await post.post(
        post.activity(type, by: ada, object, ["target": post.id("ada", on: 2)]))
      #expect(try await post.store.followerCount(of: "mill") == 0)
      #expect(try post.outgoing().count == 1)
    }
  }

  @Test func `a changed actor is reached where it is from then on`() async throws {
    try await Correspondence.open { post in
      let ada = post.id("ada")
      try await post.post(post.activity("Follow", by: ada, Self.mill))
      let changed = try Peers.actor(ada, ["inbox": ada + "/new"])
      post.peers.answer("/users/ada", with: Peers.document(changed))
      try await post.post(post.activity("Update", by: ada, changed))
      await post.runner.runDue()
      #expect(try post.rows("SELECT inbox FROM follower") == [ada + "/new"])
      #expect(try post.rows("SELECT id FROM errand").isEmpty)
    }
  }

  @Test func `an account that is gone is forgotten`() async throws {
    try await Correspondence.open { post in
      let ada = post.id("ada")
      let note = try await post.note()
      try await post.post(post.activity("Follow", by: ada, Self.mill))
      try await post.post(post.activity("Like", by: ada, note.id))
      try await post.post(post.activity("Delete", by: ada, ada))
      #expect(try await post.store.followerCount(of: "mill") == 0)
      #expect(try await post.store.tallies(of: [note.name])[note.name]?.likes == 0)
      #expect(try await post.store.remoteActor(ada) == nil)
    }
  }

  @Test func `a stranger who is gone costs nobody a request`() async throws {
    try await Correspondence.open { post in
      let ada = post.id("ada")
      try await post.post(post.activity("Delete", by: ada, ["id": ada, "type": "Tombstone"]))
      #expect(post.peers.targets.isEmpty)
    }
  }

  @Test func `a key that is gone says that its owner is`() async throws {
    try await Correspondence.open { post in
      let ada = post.id("ada")
      try await post.post(post.activity("Follow", by: ada, Self.mill))
      post.clock.advance(90_000)
      post.peers.answer("/users/ada", with: .response(410))
      let bob = post.id("bob")
      let foreign = post.activity("Delete", by: bob, ada)
      try await post.send(
        post.signed(foreign, key: ada + "#main-key"), expecting: 401)
      #expect(try await post.store.followerCount(of: "mill") == 1)
      post.clock.advance(90_000)
      try await post.post(post.activity("Delete", by: ada, ada))
      #expect(try await post.store.followerCount(of: "mill") == 0)
    }
  }
}
