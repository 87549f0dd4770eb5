import Crypto
import CryptoExtras
import Foundation
import Model
import Store
import TestServer
import Testing

@testable import Federation

/// How accounts and keys elsewhere are looked up, and what is believed of them.
struct RemoteTests {
  private func descriptor(
    _ account: String, _ actor: String, type: String = "application/jrd+json"
  ) -> TestAnswer {
    .text(
      """
      {"subject":"acct:\(account)","links":[
       {"rel":"http://webfinger.net/rel/profile-page","href":"https://x.example/"},
       {"rel":"self","type":"application/activity+json","href":"\(actor)"}]}
      """, headers: ["Content-Type": type])
  }

  private func answer(
    _ post: Correspondence, _ name: String, on number: Int = 1, with answer: TestAnswer
  ) {
    post.peers.answer(
      "/.well-known/webfinger?resource=acct:\(name)@\(post.peers.host(number))", on: number,
      with: answer)
  }

  @Test func `an account leads to an actor who bears its name`() async throws {
    try await Correspondence.open { post in
      let host = post.peers.host()
      answer(post, "ada", with: descriptor("ada@\(host)", post.id("ada")))
      for text in ["ada@\(host)", "@ADA@\(host)", "acct:ada@\(host)"] {
        let actor = try await post.documents.actor(account: text)
        #expect(actor.id == post.id("ada") && actor.account == "ada@\(host)", "\(text)")
      }
      // Accounts are looked up by anybody; documents only by whoever signs.
      for request in post.peers.server.requests {
        let isLookUp = request.target.hasPrefix("/.well-known/")
        #expect((request["Signature"] == nil) == isLookUp)
      }
    }
  }

  @Test func `a host that reads only RFC 9421 is asked that way from then on, and is there again`()
    async throws
  {
    try await PostOffice.open { request in
      guard request["Signature-Input"] != nil else { return .response(401) }
      let id = "http://\(request["Host"] ?? "")\(request.target)"
      return Peers.document((try? Peers.actor(id)) ?? [:])
    } _: { office in
      let documents = RemoteDocuments(
        fetcher: office.fetcher, site: Newswire.site, keys: office.newswire.keys,
        store: office.store, allowsPlainHTTP: true, now: { [clock = office.clock] in clock.now })
      let host = office.inbox("").host
      try office.raw(
        "INSERT INTO host(name, failures, failing_since, failing_days, touched) VALUES ('\(host)', 1, 0, 9, 0)"
      )
      for _ in 1...2 { _ = try await documents.object(at: "http://\(host)/users/ada") }
      #expect(office.server.requests.count == 3)
      #expect(try await office.store.circuit(of: host).failingSince == nil)
    }
  }

  @Test func `a server that is away for a moment is asked again soon`() async throws {
    try await Correspondence.open { post in
      post.peers.answer("/users/ada", with: .response(503))
      for wait in [0.0, 10, 10, 20, 20] {
        post.clock.advance(wait)
        _ = try? await post.documents.object(at: post.id("ada"))
      }
      // At once, after 20 and after 60 seconds.
      #expect(post.peers.targets.count == 3)
      post.peers.answer("/users/bob", with: .response(404))
      for _ in 1...3 {
        _ = try? await post.documents.object(at: post.id("bob"))
        post.clock.advance(200)
      }
      #expect(post.peers.targets.count { $0 == "/users/bob" } == 1)
    }
  }

  @Test func `a host may let another one speak for it, if that says so too`() async throws {
    try await Correspondence.open { post in
      let (own, other) = (post.peers.host(1), post.peers.host(2))
      let actor = post.id("ada", on: 2)
      answer(post, "ada", on: 1, with: descriptor("ada@\(other)", actor))
      answer(post, "ada", on: 2, with: descriptor("ada@\(other)", actor))
      let found = try await post.documents.actor(account: "ada@\(own)")
      #expect(found.id == actor && found.account == "ada@\(other)")
      // It leads on once more.
      answer(post, "bob", on: 1, with: descriptor("bob@\(other)", post.id("bob", on: 3)))
      answer(
        post, "bob", on: 2,
        with: descriptor("bob@\(post.peers.host(3))", post.id("bob", on: 3)))
      await #expect(throws: RemoteError.self) {
        try await post.documents.actor(account: "bob@\(own)")
      }
    }
  }

  @Test func `an account that claims somebody else's actor is refused`() async throws {
    try await Correspondence.open { post in
      answer(
        post, "eve", on: 1, with: descriptor("eve@\(post.peers.host(1))", post.id("ada", on: 2)))
      await #expect(throws: RemoteError.self) {
        try await post.documents.actor(account: "eve@\(post.peers.host(1))")
      }
      // The name is right, and the actor's own server says another one.
      answer(
        post, "ada", on: 1, with: descriptor("ada@\(post.peers.host(1))", post.id("ada", on: 2)))
      answer(
        post, "ada", on: 2, with: descriptor("ada@\(post.peers.host(2))", post.id("ada", on: 2)))
      await #expect(throws: RemoteError.self) {
        try await post.documents.actor(account: "ada@\(post.peers.host(1))")
      }
    }
  }

  @Test func `what is no descriptor names nobody`() async throws {
    try await Correspondence.open { post in
      let host = post.peers.host()
      let answers: [TestAnswer] = [
        .response(404), .text("{}", headers: ["Content-Type": "application/jrd+json"]),
        descriptor("ada@\(host)", post.id("ada"), type: "text/html"),
        .text("{\"subject\":\"acct:ada@\(host)\"}", headers: ["Content-Type": "application/json"]),
        descriptor("ada@\(host)", "javascript:alert(1)"),
        .response(
          200, headers: ["Content-Type": "application/jrd+json"],
          body: [UInt8](repeating: 32, count: 65 << 10)),
      ]
      for (number, given) in answers.enumerated() {
        answer(post, "ada", with: given)
        await #expect(throws: RemoteError.self, "\(number)") {
          try await post.documents.actor(account: "ada@\(host)")
        }
      }
      answer(post, "ada", with: descriptor("ada@\(host)", post.id("ada")))
      let found = try await post.documents.actor(account: "ada@\(host)")
      #expect(found.id == post.id("ada"))
    }
  }

  @Test func `of what an actor says of itself only so much is kept`() throws {
    let origin = "https://a.example"
    let long = origin + "/" + String(repeating: "x", count: 2048)
    let aliases = ["no id", long] + (1...99).map { "\(origin)/\($0)" }
    let marks = String(repeating: "a" + String(repeating: "\u{301}", count: 999), count: 99)
    let object = try RemoteObject(
      [UInt8](
        JSONSerialization.data(
          withJSONObject: Peers.actor(
            origin + "/users/ada",
            [
              "alsoKnownAs": aliases, "movedTo": long, "url": [long, origin + "/@ada"],
              "preferredUsername": marks, "name": marks,
            ]))), at: origin)
    let actor = try RemoteActor(object, allowsPlainHTTP: false)
    #expect(actor.alsoKnownAs == (1...32).map { "\(origin)/\($0)" })
    #expect(actor.movedTo == nil)
    #expect(actor.url == origin + "/@ada")
    #expect(try JSONEncoder().encode(actor).count < 4096)
  }

  @Test(arguments: ["", "ada", "@ada", "ada@", "a@b@c", "ada@a.example/x", "a da@b.example", "@@"])
  func `what is no account is said to be none`(text: String) async throws {
    #expect(Account(text) == nil)
  }

  @Test func `a new key is taken after one look, and that at most every five minutes`()
    async throws
  {
    try await Correspondence.open { post in
      let ada = post.id("ada")
      let note = try await post.note()
      try await post.post(post.activity("Like", by: ada, note.id))
      func looks() -> Int { post.peers.targets.count { $0 == "/users/ada" } }
      #expect(looks() == 1)
      // The key was asked for a moment ago, so the new one has to wait.
      post.peers.answer(
        "/users/ada", with: Peers.document(try Peers.actor(ada, pair: Correspondence.otherPair)))
      let share = post.activity("Announce", by: ada, note.id)
      try await post.send(
        try post.signed(share, by: Correspondence.otherPair), expecting: 401)
      #expect(looks() == 1)
      post.clock.advance(301)
      try await post.send(try post.signed(share, by: Correspondence.otherPair))
      #expect(looks() == 2)
      // What the old key signs counts no more, however often it is tried.
      for _ in 0..<3 {
        let late = post.activity("Announce", by: ada, note.id)
        try await post.send(try post.signed(late), expecting: 401)
      }
      #expect(looks() == 2)
    }
  }

  @Test func `an Ed25519 key that an actor names as a Multikey proves who it is`() async throws {
    try await Correspondence.open { post in
      let ada = post.id("ada")
      let key = Curve25519.Signing.PrivateKey()
      let keyID = ada + "#ed25519-key"
      let multikey: [String: Any] = [
        "id": keyID, "type": "Multikey", "controller": ada,
        "publicKeyMultibase": "z"
          + Base58Text.of([0xed, 0x01] + Array(key.publicKey.rawRepresentation)),
      ]
      post.peers.answer(
        "/users/ada", with: Peers.document(try Peers.actor(ada, ["assertionMethod": [multikey]])))
      let note = try await post.note()
      let body = [UInt8](
        try JSONSerialization.data(withJSONObject: post.activity("Like", by: ada, note.id)))
      let digest = BodyDigest.contentHeader(of: body)
      let parameters = """
        ("@method" "@target-uri" "content-digest");created=\(Int(post.clock.now.timeIntervalSince1970))\
        ;keyid="\(keyID)";alg="ed25519"
        """
      let base = """
        "@method": POST
        "@target-uri": https://news.example.coop/ap/inbox
        "content-digest": \(digest)
        "@signature-params": \(parameters)
        """
      func request(_ signature: Data) -> ReceivedRequest {
        ReceivedRequest(
          method: "POST", target: "/ap/inbox",
          headers: [
            ("Host", "news.example.coop"), ("Content-Type", "application/activity+json"),
            ("Content-Digest", digest), ("Signature-Input", "sig1=" + parameters),
            ("Signature", "sig1=:\(signature.base64EncodedString()):"),
          ], body: body)
      }
      try await post.send(
        request(try key.signature(for: Data((base + "x").utf8))), expecting: 401)
      try await post.send(request(try key.signature(for: Data(base.utf8))))
      #expect(try await post.store.tallies(of: [note.name])[note.name]?.likes == 1)
    }
  }

  @Test func `what comes at once is written at once, each with its own answer`() async throws {
    try await Correspondence.open { post in
      let note = try await post.note()
      let likes = try (0..<200).map { number in
        try post.signed(post.activity("Like", by: post.id("p\(number % 40)"), note.id))
      }
      // The keys are learnt first, for one host is asked only so often.
      let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
        for like in likes {
          group.addTask { [inbox = post.inbox] in
            try await inbox.receive(like, at: .sharedInbox, from: nil).status
          }
        }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(statuses.count == 200 && Set(statuses) == [202])
      #expect(try await post.store.tallies(of: [note.name])[note.name]?.likes == 40)
      #expect(try post.rows("SELECT count(*) FROM seen") == ["200"])
    }
  }
}

/// Numbers in base 58, as Multikeys write them.
enum Base58Text {
  private static let alphabet = Array(
    "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz")

  static func of(_ bytes: [UInt8]) -> String {
    var digits: [Int] = []
    for byte in bytes {
      var carry = Int(byte)
      for index in digits.indices {
        carry += digits[index] << 8
        digits[index] = carry % 58
        carry /= 58
      }
      while carry > 0 {
        digits.append(carry % 58)
        carry /= 58
      }
    }
    return String(digits.reversed().map { alphabet[$0] })
  }
}
