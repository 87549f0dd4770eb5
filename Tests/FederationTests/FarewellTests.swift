import CryptoExtras
import Foundation
import Logging
import Model
import Store
import Synchronization
import TestDatabase
import TestServer
import Testing

@testable import Federation

/// What actors say of themselves: new profiles, new keys, and that they go.
struct FarewellTests {
  private static let mill = "https://news.example.coop/ap/users/mill"
  private let handle: Handle

  init() throws {
    handle = try #require(Handle("mill"))
  }

  private func farewells(_ office: PostOffice) -> Farewells {
    Farewells(site: Newswire.site, store: office.store, keys: office.newswire.keys)
  }

  private func profiles(_ office: PostOffice) -> Profiles {
    Profiles(
      site: Newswire.site, store: office.store, keys: office.newswire.keys,
      logger: Logger(label: "test"), now: { [clock = office.clock] in clock.now })
  }

  @Test func `followers of a category that is not listed any more are told`() async throws {
    try await PostOffice.open { office in
      try office.follow("essen", by: "a")
      try await profiles(office).tell()
      let list = SubscriptionList(subscriptions: [Newswire.mill, Newswire.bakery])
      _ = try await office.store.reconcile(with: list, now: Newswire.now) { _, _ in Newswire.now }
      for _ in 1...2 {
        try await profiles(office).tell()
        try await office.work()
      }
      #expect(try office.kinds() == ["Update"])
      let actor = try office.received().first?["object"] as? [String: Any]
      #expect((actor?["summary"] as? String)?.contains("has ended") == true)
    }
  }

  @Test func `a profile that has changed is told, once`() async throws {
    try await PostOffice.open { office in
      try office.follow("mill", by: "ada")
      try await profiles(office).tell()
      await office.courier.deliverDue()
      #expect(office.server.requests.isEmpty)
      try office.raw(
        "UPDATE source SET subscription = json_set(subscription, '$.title', 'New Mill')")
      for _ in 1...2 {
        try await profiles(office).tell()
        await office.courier.deliverDue()
      }
      let received = try office.received()
      #expect(received.count == 1)
      let actor = try #require(received[0]["object"] as? [String: Any])
      #expect(actor["id"] as? String == Self.mill)
      #expect(actor["name"] as? String == "New Mill")
      #expect((actor["publicKey"] as? [String: Any])?["publicKeyPem"] != nil)
    }
  }

  @Test func `an actor moves to an account that knows it, and is silent then`() async throws {
    try await PostOffice.open { office in
      try office.follow("mill", by: "ada")
      let target = "https://mill.social/users/mill"
      await #expect(throws: FederationError.notAnAlias(handle: "mill", target: target)) {
        try await farewells(office).move(
          handle, to: target, alsoKnownAs: [], now: office.clock.now)
      }
      try await farewells(office).move(
        handle, to: target, alsoKnownAs: [Self.mill], now: office.clock.now)
      _ = try await office.tell("One")
      try await office.work()
      #expect(try office.kinds() == ["Move"])
      #expect(try await office.newswire.json(Self.mill)["movedTo"] as? String == target)
    }
  }

  @Test func `an account that an actor moves to is looked at anew, and must be there to stay`()
    async throws
  {
    try await Correspondence.open { post in
      let farewells = Farewells(
        site: Newswire.site, store: post.store, keys: post.newswire.keys)
      let (account, target) = ("mill@" + post.peers.host(), post.id("mill"))
      func move() async throws -> String {
        try await farewells.move(
          handle, toAccount: account, in: post.documents, now: post.clock.now)
      }
      func settle(_ more: [String: Any]) throws {
        post.peers.answer(
          "/users/mill", on: 1, with: Peers.document(try Peers.actor(target, more)))
      }
      post.peers.answer(
        "/.well-known/webfinger?resource=acct:\(account)", on: 1,
        with: .text(
          """
          {"subject":"acct:\(account)","links":[
           {"rel":"self","type":"application/activity+json","href":"\(target)"}]}
          """, headers: ["Content-Type": "application/jrd+json"]))
      await #expect(throws: FederationError.notAnAlias(handle: "mill", target: target)) {
        try await move()
      }
      let onward = post.id("other")
      try settle(["alsoKnownAs": [Self.mill], "movedTo": onward])
      await #expect(
        throws: FederationError.targetMoved(handle: "mill", target: target, onward: onward)
      ) { try await move() }
      post.peers.answer("/users/mill", on: 1, with: .response(410))
      await #expect(throws: RemoteError.gone(url: target)) { try await move() }
      post.clock.advance(3601)
      try settle(["alsoKnownAs": [Self.mill]])
      #expect(try await move() == target)
      #expect(try await post.store.actorRecord(of: "mill").movedTo == target)
    }
  }

  @Test func `an actor that is gone is a tombstone everywhere`() async throws {
    try await PostOffice.open { office in
      try office.follow("mill", by: "ada")
      _ = try await office.tell("One")
      try await farewells(office).delete(handle, now: office.clock.now)
      try await office.work()
      #expect(try office.kinds() == ["Delete"])
      #expect(try office.received()[0]["object"] as? String == Self.mill)
      let actor = try await office.newswire.json(Self.mill, expecting: 410)
      #expect(actor["type"] as? String == "Tombstone")
      let finger = try await office.newswire.discovery.webFinger(
        query: "resource=acct:mill@news.example.coop")
      #expect(finger.status == 410)
      try await office.store.expireDeliveries(now: office.clock.now)
      #expect(try office.rows("SELECT * FROM follower").isEmpty)
    }
  }

  @Test func `all learn of an actor's end, although their shared inbox is gone`() async throws {
    let isDown = Mutex(true)
    try await PostOffice.open { request in
      guard request.target == "/inbox" else { return .response(202) }
      return .response(isDown.withLock(\.self) ? 503 : 410)
    } _: { office in
      for name in ["ada", "bob"] { try office.follow("mill", by: name, sharing: "/inbox") }
      try await farewells(office).delete(handle, now: office.clock.now)
      try await office.work()
      try await office.store.expireDeliveries(now: office.clock.now)
      isDown.withLock { $0 = false }
      office.clock.advance(100)
      try await office.work()
      let arrived = office.server.requests.map(\.target).filter { $0 != "/inbox" }
      #expect(arrived.sorted() == ["/ada/inbox", "/bob/inbox"])
    }
  }

  @Test func `the notes of an actor that is gone are gone, and so are boosts of them`()
    async throws
  {
    try await PostOffice.open { office in
      try office.follow("mill", by: "ada")
      try office.follow("news", by: "bob", on: 2)
      let archive = try #require(try await office.newswire.tell(["Old"], by: "mill").first)
      let told = try await office.tell("One")
      try office.announce(.new, told, by: "news")
      try await office.work()
      try await farewells(office).delete(handle, now: office.clock.now)
      let waiting = try await office.tell("Two")
      try office.announce(.new, waiting, by: "news")
      for _ in 1...2 { try await office.work() }
      #expect(try office.kinds().sorted() == ["Announce", "Create", "Delete", "Delete", "Undo"])
      let notes = "https://news.example.coop/ap/notes/"
      let gone = try await office.newswire.json("\(notes)\(told)", expecting: 410)
      #expect(gone["formerType"] as? String == "Note")
      for entry in [archive, waiting] {
        _ = try await office.newswire.json("\(notes)\(entry)", expecting: 404)
      }
      _ = try await office.newswire.json(
        "https://news.example.coop/ap/announces/news-\(told)", expecting: 410)
      let outbox = try await office.newswire.json(
        "https://news.example.coop/ap/users/news/outbox")
      #expect(outbox["totalItems"] as? Int == 0)
      #expect(try await office.store.page(of: .river, limit: 9).entries.count == 3)
    }
  }

  @Test func `a move that happens while profiles are looked at is not undone`() async throws {
    try await PostOffice.open { office in
      try office.follow("mill", by: "ada")
      try await profiles(office).tell()
      try office.raw(
        "UPDATE source SET subscription = json_set(subscription, '$.title', 'New Mill')")
      let target = "https://mill.social/users/mill"
      let moveElsewhere = """
        UPDATE actor SET moved_to = '\(target)', moved = 1 WHERE handle = 'mill'
        """
      let keys = ActorKeys(site: Newswire.site, store: office.store) { [path = office.path] in
        let raw = try RawDatabase(path)
        try raw.execute(moveElsewhere)
        try raw.close()
        return try Newswire.pair.get()
      }
      try await Profiles(
        site: Newswire.site, store: office.store, keys: keys, logger: Logger(label: "test"),
        now: { [clock = office.clock] in clock.now }
      ).tell()
      #expect(try await office.store.actorRecord(of: "mill").movedTo == target)
      try await office.work()
      let actors = try office.received().compactMap { $0["object"] as? [String: Any] }
      #expect(actors.map { $0["movedTo"] as? String } == [target])
      #expect(actors.map { $0["name"] as? String } == ["New Mill"])
    }
  }

  @Test func `a new key is told under the old one`() async throws {
    try await PostOffice.open { office in
      try office.follow("mill", by: "ada")
      let old = try await key(office)
      let generous = Farewells(
        site: Newswire.site, store: office.store,
        keys: ActorKeys(site: Newswire.site, store: office.store))
      try await generous.rotateKey(of: handle, now: office.clock.now)
      let new = try await key(office)
      #expect(old != new)
      _ = try await office.tell("One")
      try await office.work()
      let kinds = try office.kinds()
      #expect(kinds.sorted() == ["Create", "Update"])
      for (kind, request) in zip(kinds, office.server.requests) {
        #expect(try signs(request, kind == "Update" ? old : new))
      }
      let former = try await office.newswire.json(Self.mill + "/keys/1")
      #expect(former["publicKeyPem"] as? String == old)
      #expect(former["owner"] as? String == Self.mill)
      #expect(former["type"] == nil)
    }
  }

  private func key(_ office: PostOffice) async throws -> String {
    let actor = try await office.newswire.json(Self.mill)
    let key = try #require(actor["publicKey"] as? [String: Any])
    return try #require(key["publicKeyPem"] as? String)
  }

  private func signs(_ request: TestRequest, _ pem: String) throws -> Bool {
    let received = ReceivedRequest(
      method: request.method, target: request.target,
      headers: request.headers.map { ($0[0], $0[1]) }, body: request.body)
    let claim = try #require(try SignatureClaim.claims(of: received).first)
    let origin = "http://" + (request["Host"] ?? "")
    return claim.isValid(for: received, at: origin, by: try VerificationKey(pem: pem))
  }
}
