import Crypto
import CryptoExtras
import Foundation
import Model
import Store
import TestServer
import Testing

@testable import Federation

/// Others change their keys as well, at the worst of times.
struct KeyRotationTests {
  private func looks(_ post: Correspondence) -> Int {
    post.peers.targets.count { $0 == "/users/ada" }
  }

  private func rotate(_ post: Correspondence) throws {
    post.peers.answer(
      "/users/ada",
      with: Peers.document(
        try Peers.actor(post.id("ada"), pair: Correspondence.otherPair)))
  }

  @Test func `a new key whose server is away is not refused, only put off`() async throws {
    try await Correspondence.open { post in
      let note = try await post.note()
      let ada = post.id("ada")
      try await post.post(post.activity("Like", by: ada, note.id))
      post.clock.advance(301)
      post.peers.answer("/users/ada", with: .response(503))
      let share = post.activity("Announce", by: ada, note.id)
      let answer = try await post.send(
        try post.signed(share, by: Correspondence.otherPair), expecting: 503)
      #expect(answer.retryAfter != nil)
      // Nobody asks a server in trouble again and again.
      try await post.send(try post.signed(share, by: Correspondence.otherPair), expecting: 503)
      #expect(looks(post) == 2)
      // What the known key signs needs no look.
      try await post.post(post.activity("Undo", by: ada, post.activity("Like", by: ada, note.id)))

      try rotate(post)
      post.clock.advance(601)
      try await post.send(try post.signed(share, by: Correspondence.otherPair))
      #expect(looks(post) == 3)
      #expect(try await post.store.tallies(of: [note.name])[note.name]?.shares == 1)
    }
  }

  @Test func `a crowd that signs with a new key costs one look`() async throws {
    try await Correspondence.open { post in
      let note = try await post.note()
      let ada = post.id("ada")
      try await post.post(post.activity("Like", by: ada, note.id))
      try rotate(post)
      post.clock.advance(301)
      let letters = try (0..<40).map { _ in
        try post.signed(
          post.activity("Announce", by: ada, note.id), by: Correspondence.otherPair)
      }
      let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
        for letter in letters {
          group.addTask { [inbox = post.inbox] in
            try await inbox.receive(letter, at: .sharedInbox, from: nil).status
          }
        }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(Set(statuses) == [202])
      #expect(looks(post) == 2)
    }
  }

  /// What is wrong with a Multikey, and whether it counts all the same.
  enum Flaw: CaseIterable {
    case none, otherController, otherAlgorithm, noMultibase, unlisted
  }

  @Test(arguments: Flaw.allCases)
  func `a Multikey counts where it is whole and its owner's`(_ flaw: Flaw) async throws {
    try await Correspondence.open { post in
      let ada = post.id("ada")
      let pair = Curve25519.Signing.PrivateKey()
      let keyID = ada + "#ed25519-key"
      let encoded = Base58Text.of([0xed, 0x01] + Array(pair.publicKey.rawRepresentation))
      let multikey: [String: Any] = [
        "id": keyID, "type": "Multikey",
        "controller": flaw == .otherController ? post.id("ada", on: 2) : ada,
        "publicKeyMultibase": (flaw == .noMultibase ? "" : "z") + encoded,
      ]
      let member = flaw == .unlisted ? "keyAgreement" : "assertionMethod"
      post.peers.answer(
        "/users/ada", with: Peers.document(try Peers.actor(ada, [member: multikey])))
      let note = try await post.note()
      let algorithm = flaw == .otherAlgorithm ? "rsa-v1_5-sha256" : "ed25519"
      let body = [UInt8](
        try JSONSerialization.data(withJSONObject: post.activity("Like", by: ada, note.id)))
      let digest = BodyDigest.contentHeader(of: body)
      let parameters = """
        ("@method" "@target-uri" "content-digest")\
        ;created=\(Int(post.clock.now.timeIntervalSince1970));keyid="\(keyID)";alg="\(algorithm)"
        """
      let base = """
        "@method": POST
        "@target-uri": https://news.example.coop/ap/inbox
        "content-digest": \(digest)
        "@signature-params": \(parameters)
        """
      let signature = try pair.signature(for: Data(base.utf8)).base64EncodedString()
      let request = ReceivedRequest(
        method: "POST", target: "/ap/inbox",
        headers: [
          ("Host", "news.example.coop"), ("Content-Type", "application/activity+json"),
          ("Content-Digest", digest), ("Signature-Input", "sig1=" + parameters),
          ("Signature", "sig1=:\(signature):"),
        ], body: body)
      try await post.send(request, expecting: flaw == .none ? 202 : 401)
      let likes = try await post.store.tallies(of: [note.name])[note.name]?.likes
      #expect(likes == (flaw == .none ? 1 : 0))
    }
  }
}
