import Foundation
import Model
import Store
import TestServer
import Testing

@testable import Federation

/// The inbox's rows of the security checklist, by their numbers.
@Suite struct SecurityTests {
  private static let mill = "https://news.example.coop/ap/users/mill"

  private func expectNothing(_ post: Correspondence) throws {
    for table in ["follower", "reaction", "reply", "report", "errand", "activity"] {
      #expect(try post.rows("SELECT * FROM \(table)").isEmpty, "\(table)")
    }
  }

  @Test(arguments: [1, 2])
  func `S1: who signs is who acts`(host: Int) async throws {
    try await Correspondence.open { post in
      let follow = post.activity("Follow", by: post.id("victim", on: host), Self.mill)
      let key = post.id("eve") + "#main-key"
      try await post.send(try post.signed(follow, key: key), expecting: 401)
      try await post.send(
        try post.signed(follow, key: key, to: "/ap/users/mill/inbox"), at: .inbox(.merged),
        expecting: 401)
      try expectNothing(post)
    }
  }

  @Test func `S2: a key on another host proves nothing`() async throws {
    try await Correspondence.open { post in
      let victim = post.id("victim")
      let key = post.peers.url("/keys/1", on: 2)
      post.peers.answer(
        "/keys/1",
        with: Peers.document([
          "@context": "https://w3id.org/security/v1", "id": key, "type": "Key", "owner": victim,
          "publicKeyPem": try Correspondence.pair.get().publicPEM,
        ]))
      let follow = post.activity("Follow", by: victim, Self.mill)
      try await post.send(try post.signed(follow, key: key), expecting: 401)
      try expectNothing(post)
    }
  }

  @Test func `S2: a key of its own page must be one its owner lists`() async throws {
    try await Correspondence.open { post in
      let victim = post.id("victim")
      func document(_ path: String) throws -> TestAnswer {
        Peers.document([
          "@context": "https://w3id.org/security/v1", "id": post.peers.url(path), "type": "Key",
          "owner": victim, "publicKeyPem": try Correspondence.otherPair.get().publicPEM,
        ])
      }
      post.peers.answer("/keys/1", with: try document("/keys/1"))
      let follow = post.activity("Follow", by: victim, Self.mill)
      let forged = try post.signed(
        follow, key: post.peers.url("/keys/1"), by: Correspondence.otherPair)
      try await post.send(forged, expecting: 401)
      // The same page, once its owner names it.
      post.peers.answer("/keys/2", with: try document("/keys/2"))
      let owner = try Peers.actor(victim, ["publicKey": post.peers.url("/keys/2")])
      post.peers.answer("/users/victim", with: Peers.document(owner))
      try await post.send(
        try post.signed(
          follow, key: post.peers.url("/keys/2"), by: Correspondence.otherPair))
      #expect(try await post.store.followerCount(of: "mill") == 1)
    }
  }

  @Test func `S2: a stub with a key leads to its actor, as GoToSocial serves it`() async throws {
    try await Correspondence.open { post in
      let greta = post.id("greta")
      let key = greta + "/main-key"
      let named: [String: Any] = [
        "id": key, "owner": greta, "publicKeyPem": try Correspondence.pair.get().publicPEM,
      ]
      let stub: [String: Any] = [
        "@context": ["https://w3id.org/security/v1", "https://www.w3.org/ns/activitystreams"],
        "id": greta, "type": "Person", "preferredUsername": "greta", "publicKey": named,
      ]
      post.peers.answer("/users/greta/main-key", with: Peers.document(stub))
      post.peers.answer(
        "/users/greta", with: Peers.document(try Peers.actor(greta, ["publicKey": [named]])))
      let follow = post.activity("Follow", by: greta, Self.mill)
      try await post.send(try post.signed(follow, key: key))
      #expect(try await post.store.followerCount(of: "mill") == 1)
      let signed = post.peers.server.requests.allSatisfy { request in
        request["Signature"]?.contains("https://news.example.coop/ap/actor#main-key") ?? false
      }
      #expect(signed)
    }
  }

  @Test func `S3: what a stranger says of an actor counts for nothing`() async throws {
    try await Correspondence.open { post in
      let good = post.id("good")
      let evil = try Peers.actor(good, pair: Correspondence.otherPair)
      post.peers.answer("/users/evil", on: 2, with: Peers.document(evil))
      let object = try await post.documents.object(at: post.id("evil", on: 2))
      let key = try #require(NamedKey.all(of: object).first)
      #expect(key.material == (try Correspondence.pair.get().publicPEM))
      await #expect(throws: RemoteError.self) {
        try await post.documents.actor(post.id("evil", on: 2))
      }
      let follow = post.activity("Follow", by: good, Self.mill)
      try await post.send(
        try post.signed(
          follow, key: post.id("evil", on: 2) + "#main-key", by: Correspondence.otherPair),
        expecting: 401)
      try expectNothing(post)
    }
  }

  @Test(arguments: [
    "application/json", "text/plain", "text/html", "application/ld+json",
    "application/ld+json; profile=\"https://example.com/other\"", "",
  ])
  func `S4: only what is served as ActivityPub is believed`(type: String) async throws {
    try await Correspondence.open { post in
      let ada = post.id("ada")
      post.peers.answer("/users/ada", with: Peers.document(try Peers.actor(ada), type: type))
      await #expect(throws: RemoteError.wrongType(url: ada, type: type)) {
        try await post.documents.actor(ada)
      }
    }
  }

  @Test func `S5: a redirect is followed, signed anew, and must lead to the id`() async throws {
    try await Correspondence.open { post in
      let ada = post.id("ada", on: 2)
      post.peers.answer("/old", on: 1, with: .redirect(to: ada))
      let object = try await post.documents.object(at: post.peers.url("/old"))
      #expect(object.id == ada)
      post.peers.answer("/loop", with: .redirect(to: "/loop"))
      await #expect(throws: RemoteError.self) {
        try await post.documents.object(at: post.peers.url("/loop"))
      }
      post.peers.answer(
        "/users/good", on: 1, with: .redirect(to: post.peers.url("/users/evil", on: 2)))
      await #expect(throws: RemoteError.self) {
        try await post.documents.actor(post.id("good"))
      }
    }
  }

  @Test(arguments: ["digest", "host", "date", "signature", "content-type"])
  func `S7: what is not signed, or was changed, is refused`(name: String) async throws {
    try await Correspondence.open { post in
      let follow = post.activity("Follow", by: post.id("ada"), Self.mill)
      var request = try post.signed(follow)
      request.headers.removeAll { $0.name.lowercased() == name }
      try await post.send(request, expecting: name == "content-type" ? 415 : 401)
      var other = try post.signed(follow)
      other.body[other.body.count / 2] ^= 1
      try await post.send(other, expecting: 401)
      var late = try post.signed(follow)
      post.clock.advance(3700)
      try await post.send(late, expecting: 401)
      late.headers = []
      try await post.send(late, expecting: 415)
      try expectNothing(post)
    }
  }

  @Test(arguments: SignatureScheme.allCases)
  func `S8: the same again has no effect`(scheme: SignatureScheme) async throws {
    try await Correspondence.open { post in
      let follow = try post.signed(
        post.activity("Follow", by: post.id("ada"), Self.mill), as: scheme)
      try await post.send(follow)
      try await post.send(follow)
      #expect(try post.outgoing().count == 1)
      let note = try await post.note()
      let like = post.activity("Like", by: post.id("ada"), note.id)
      try await post.post(like)
      try await post.post(post.activity("Undo", by: post.id("ada"), like))
      post.clock.advance(60)
      try await post.post(like)
      #expect(try post.rows("SELECT actor FROM reaction").isEmpty)
    }
  }

  @Test func `S9: contexts rename nothing, and other graphs do not count`() async throws {
    try await Correspondence.open { post in
      let victim = post.id("victim")
      var follow = post.activity("Follow", by: post.id("eve"), Self.mill)
      follow["@context"] = [
        "https://www.w3.org/ns/activitystreams",
        ["agent": "as:actor", "actor": "https://example.com/ignored"],
      ]
      follow["agent"] = victim
      follow["@graph"] = [["type": "Follow", "actor": victim, "object": Self.mill]]
      try await post.post(follow)
      #expect(try post.rows("SELECT id FROM follower") == [post.id("eve")])
      follow["@context"] = ["https://example.com/context"]
      follow["id"] = post.id("eve") + "#2"
      try await post.post(follow, expecting: 400)
    }
  }

  @Test func `S10: what somebody else has signed within counts for nothing`() async throws {
    try await Correspondence.open { post in
      let relayed = post.activity(
        "Follow", by: post.id("victim"), Self.mill,
        ["signature": ["type": "RsaSignature2017", "creator": post.id("victim") + "#main-key"]])
      try await post.send(
        try post.signed(relayed, key: post.id("relay", on: 2) + "#main-key"))
      try expectNothing(post)
    }
  }

  @Test func `S12: who is blocked is not heard, nor fetched through others`() async throws {
    try await Correspondence.open { post in
      let ada = post.id("ada")
      let blocked = post.id("troll", on: 2)
      try await post.post(post.activity("Follow", by: blocked, Self.mill))
      try await post.store.put(
        Block(subject: "127.0.0.2", kind: .block, since: post.clock.now))
      #expect(try await post.store.followerCount(of: "mill") == 0)
      try await post.post(post.activity("Follow", by: blocked, Self.mill), expecting: 403)
      let before = post.peers.targets.count
      try post.followAccount(ada)
      try await post.post(post.activity("Announce", by: ada, blocked + "/notes/1"))
      await post.runner.runDue()
      #expect(post.hooked.all.isEmpty)
      #expect(!post.peers.targets.dropFirst(before).contains("/users/troll/notes/1"))
      try await post.store.unblock("127.0.0.2")
      try await post.post(post.activity("Follow", by: blocked, Self.mill))
      #expect(try await post.store.followerCount(of: "mill") == 1)
    }
  }

  @Test func `S12: who is silenced may follow, and is shown to nobody`() async throws {
    try await Correspondence.open { post in
      let note = try await post.note()
      let ada = post.id("ada")
      try await post.store.put(Block(subject: ada, kind: .silence, since: post.clock.now))
      try await post.post(post.activity("Follow", by: ada, Self.mill))
      try await post.post(post.activity("Like", by: ada, note.id))
      try await post.post(
        post.activity("Create", by: ada, post.reply(to: note.id, by: ada, "<p>Hm</p>")))
      #expect(try await post.store.followerCount(of: "mill") == 1)
      #expect(try post.rows("SELECT actor FROM reaction").isEmpty)
      #expect(try post.rows("SELECT id FROM reply").isEmpty)
    }
  }
}
