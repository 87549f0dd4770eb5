import Fetching
import Foundation
import Logging
import Model
import Store
import Synchronization
import TestServer
import Testing

@testable import Federation

/// Where our own questions lead, and what never leaves the house.
extension SecurityTests {
  private static let mill = "https://news.example.coop/ap/users/mill"

  @Test func `S11: a proof within an activity changes nothing`() async throws {
    try await Correspondence.open { post in
      let proof: [String: Any] = [
        "type": "DataIntegrityProof", "cryptosuite": "eddsa-jcs-2022",
        "verificationMethod": post.id("victim") + "#ed25519-key", "proofPurpose": "assertionMethod",
        "created": "2026-09-21T14:00:00Z",
        "proofValue": "z3u2en7t5LR2WtQH5PfFqMqwVHgeXouLzo6haApm8XHqvjxq",
      ]
      let forged = post.activity("Follow", by: post.id("victim"), Self.mill, ["proof": proof])
      try await post.send(
        try post.signed(forged, key: post.id("eve") + "#main-key"), expecting: 401)
      #expect(try post.rows("SELECT id FROM follower").isEmpty)
      try await post.post(
        post.activity("Follow", by: post.id("ada"), Self.mill, ["proof": ["type": 7]]))
      #expect(try post.rows("SELECT id FROM follower") == [post.id("ada")])
      let answer = try #require(try post.outgoing().first)
      #expect((answer["object"] as? [String: Any])?["proof"] == nil)
    }
  }

  /// What federation asks of others.
  enum Question: CaseIterable {
    case account, actor, key, post, article
  }

  @Test(arguments: Question.allCases)
  func `S13: no question of ours reaches a private address`(_ question: Question) async throws {
    let server = try TestServer(on: "0.0.0.0") { _ in .text("secret") }
    defer { server.stop() }
    let newswire = try await Newswire()
    let fetcher = try Fetcher(userAgent: "Coopwire/Test", policy: AddressPolicy(), pause: .zero)
    // Even where plain http is let through, which it is only beside a list of addresses.
    let documents = RemoteDocuments(
      fetcher: fetcher, site: Newswire.site, keys: newswire.keys, store: newswire.store,
      allowsPlainHTTP: true, now: { Newswire.now })
    for host in ["127.0.0.1", "localhost", "0177.1", "2130706433", "[::ffff:127.0.0.1]"] {
      let url = "http://\(host):\(server.port)/users/ada"
      switch question {
      case .account:
        await #expect(throws: RemoteError.self) {
          try await documents.actor(account: "ada@\(host):\(server.port)")
        }
      case .actor: await #expect(throws: RemoteError.self) { try await documents.actor(url) }
      case .key: await #expect(throws: RemoteError.self) { try await documents.key(url + "#key") }
      case .post: await #expect(throws: RemoteError.self) { try await documents.object(at: url) }
      case .article:
        let id = try #require(
          try await newswire.tell([host], by: "mill") { $0.url = url }.first)
        let entry = try #require(try await newswire.store.entry(id))
        let source = try await newswire.source("mill")
        #expect(await NativePost(documents: documents).native(for: entry, of: source) == .none)
      }
    }
    await fetcher.stop()
    #expect(server.connectionCount == 0)
  }

  @Test func `S22: hosts are compared whole, and domains by their labels`() async throws {
    let newswire = try await Newswire()
    try await newswire.store.put(
      Block(subject: "example.org", kind: .block, since: Newswire.now))
    for (host, isBlocked) in [
      ("example.org", true), ("a.example.org", true), ("EXAMPLE.org", true),
      ("example.org:8443", true), ("evilexample.org", false), ("example.org.evil.test", false),
      ("org", false), ("xample.org", false),
    ] {
      #expect(try await newswire.store.block(ofHost: host) == (isBlocked ? .block : nil), "\(host)")
    }
    let actor = try await newswire.json(Self.mill)
    #expect(actor["attributionDomains"] as? [String] == ["news.example.coop"])
    let id = try #require(RemoteID("https://example.org/a", allowsPlainHTTP: false))
    for other in [
      "https://evilexample.org/a", "https://a.example.org/a", "https://example.org.evil.test/a",
    ] {
      #expect(RemoteID(other, allowsPlainHTTP: false)?.isOnServer(of: id) == false, "\(other)")
    }
  }

  @Test func `S22: a name that only ends like a source's is not the source`() async throws {
    let own = Newswire.subscription("own") { $0.homePageURL = nil }
    try await Correspondence.open([own]) { post in
      try post.place("own", at: "http://0.0.3:\(post.peers.server.port)/")
      let actor = post.id("coop", on: 3)
      let words = post.reply(
        to: nil, by: actor, "<p>Stop</p>", ["to": "\(Newswire.site.origin)/ap/users/own"])
      try await post.post(post.activity("Create", by: actor, words))
      #expect(try post.rows("SELECT source_id FROM opt_out").isEmpty)
    }
  }

  @Test func `S26: no log names a key, whatever goes wrong`() async throws {
    let lines = LogLines()
    let logger = Logger(label: "test") { _ in lines }
    try await PostOffice.open { _ in
      .response(500)
    } _: { office in
      try office.follow("mill", by: "ada")
      _ = try await office.tell("One")
      try await office.announcer.settleDue()
      let courier = PostOffice.courier(
        office.store, office.newswire.keys, office.fetcher, office.clock, logger: logger)
      await courier.deliverDue()
      let pieces = try #require(try office.rows("SELECT pem FROM actor_key").first)
        .split(separator: "\n").dropFirst()
      // What is kept is no key any more.
      try office.raw("UPDATE actor_key SET pem = 'PRIVATE KEY ' || pem")
      try await office.store.noticeOtherWriters()
      office.clock.advance(3600)
      await courier.deliverDue()
      let reasons = try office.rows("SELECT reason FROM delivery")
      #expect(reasons.contains { $0.contains("could not be signed") })
      for line in lines.all + reasons {
        #expect(!line.contains("PRIVATE KEY") && !pieces.contains { line.contains($0) }, "\(line)")
      }
    }
  }
}

/// What was logged.
private final class LogLines: LogHandler, Sendable {
  private let lines = Mutex<[String]>([])

  var all: [String] { lines.withLock { $0 } }

  func log(event: LogEvent) { lines.withLock { $0.append("\(event.message)") } }

  var logLevel: Logger.Level {
    get { .trace }
    set {}
  }
  var metadata: Logger.Metadata {
    get { [:] }
    set {}
  }
  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { nil }
    set {}
  }
}
