import Fetching
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Model
import NIOCore
import Publishing
import Store
import Testing

@testable import Federation
@testable import Site

/// What is posted to inboxes, over a real socket.
@Suite struct InboxTests {
  /// Asks a public newswire that trusts a proxy on this machine, and refuses a client's third mistake.
  private func ask(
    knowing key: KnownKey? = nil,
    _ test: @Sendable @escaping (any TestClientProtocol) async throws -> Void
  ) async throws {
    let profile = SiteProfile(
      origin: "https://news.example.coop", isPublic: true, imprint: "i", privacy: "p",
      contact: "c", version: "1.2.3")
    let store = try Store(.memory, now: Newsroom.start)
    if let key { try await store.keep(key) }
    let keys = ActorKeys(site: profile, store: store)
    let fetcher = try Fetcher(userAgent: "Coopwire/Test")
    let documents = RemoteDocuments(
      fetcher: fetcher, site: profile, keys: keys, store: store, now: { Newsroom.start })
    var limits = Inbox.Limits()
    limits.refusals = 2
    let site = Site(
      profile: profile, store: store, pages: try Pages(site: profile),
      reader: ActivityPubReader(site: profile, store: store, keys: keys),
      inbox: Inbox(
        site: profile, store: store, documents: documents, limits: limits,
        now: { Newsroom.start }),
      assets: try Assets(
        folder: URL(filePath: #filePath).deletingLastPathComponent()
          .appending(path: "../../Public")),
      isTrustedProxy: { $0 == "127.0.0.1" || $0 == "10.0.0.1" }, now: { Newsroom.start })
    try await Application(router: site.router()).test(.live) { try await test($0) }
    await fetcher.stop()
  }

  private static func fields(_ forwarded: String, _ type: String = "application/activity+json")
    throws -> HTTPFields
  {
    [
      .contentType: type,
      try #require(HTTPField.Name("X-Forwarded-For")): forwarded,
    ]
  }

  @Test func `what is not signed, too long or of another type is refused`() async throws {
    try await ask { client in
      func post(
        _ path: String, _ type: String, _ size: Int, from address: String
      ) async throws -> TestResponse {
        try await client.execute(
          uri: path, method: .post, headers: try Self.fields(address, type),
          body: ByteBuffer(repeating: 32, count: size))
      }
      let type = "application/activity+json"
      let unsigned = try await post("/ap/inbox", type, 10, from: "192.0.2.1")
      #expect(unsigned.status == .unauthorized)
      #expect(unsigned.headers[.contentType]?.hasPrefix("application/problem+json") == true)
      let html = try await post("/ap/inbox", "text/html", 10, from: "192.0.2.2")
      #expect(html.status == .unsupportedMediaType)
      let nobody = try await post("/ap/users/nobody/inbox", type, 10, from: "192.0.2.4")
      #expect(nobody.status == .notFound)
      let actor = try await post("/ap/users/news", type, 10, from: "192.0.2.5")
      #expect(actor.status == .methodNotAllowed)
      #expect(actor.headers[.allow] == "GET, HEAD")
      // The last one: whoever sends too much is hung up on.
      let large = try await post("/ap/inbox", type, (1 << 20) + 1, from: "192.0.2.3")
      #expect(large.status == .contentTooLarge)
    }
  }

  @Test func `a client is the rightmost address that no trusted proxy has`() async throws {
    try await ask { client in
      func post(_ forwarded: String) async throws -> TestResponse {
        try await client.execute(
          uri: "/ap/inbox", method: .post, headers: try Self.fields(forwarded),
          body: ByteBuffer(string: "{}"))
      }
      for forged in ["203.0.113.1", "203.0.113.2"] {
        let answer = try await post("\(forged), 198.51.100.1, 10.0.0.1")
        #expect(answer.status == .unauthorized)
      }
      let third = try await post("203.0.113.3, 198.51.100.1")
      #expect(third.status == .tooManyRequests)
      #expect(third.headers[.retryAfter] == "300")
      #expect(try await post("198.51.100.1, 198.51.100.2").status == .unauthorized)
    }
  }

  @Test(arguments: [
    ("https://news.example.coop/ap/inbox?a=%7e%20b&c", true),
    ("http://news.example.coop/ap/inbox?a=%7e%20b&c", false),
    ("https://news.example.coop/ap/inbox?a=~%20b&c", false),
    ("https://news.example.coop/ap/inbox", false),
  ])
  func `a signature is for the public address, though a proxy speaks plain HTTP with us`(
    url: String, isTaken: Bool
  ) async throws {
    // No address that is asked anything, should the key not fit.
    let actor = "https://192.0.2.1/users/ada"
    let pair = try KeyPair.generate()
    let key = KnownKey(
      id: actor + "#main-key", owner: actor, material: pair.publicPEM, fetched: Newsroom.start)
    let body = """
      {"type":"Like","id":"\(actor)/likes/1","actor":"\(actor)","object":"https://192.0.2.1/notes/1"}
      """
    let signed = try Fetching.Request(
      .post, url, headers: ["Content-Type": "application/activity+json"], body: Array(body.utf8)
    ).signed(
      by: SigningKey(id: key.id, privateKey: pair.privateKey), as: .rfc9421, now: Newsroom.start)
    let fields = signed.headers.fields.map { "\($0.name): \($0.value)\r\n" }.joined()
    try await ask(knowing: key) { client in
      let port = try #require(client.port)
      let answer = try await RawClient(port: port).ask(
        "POST /ap/inbox?a=%7e%20b&c HTTP/1.1\r\n\(fields)X-Forwarded-Proto: http\r\n"
          + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)")
      #expect((answer.status == 202) == isTaken, "\(String(decoding: answer.body, as: UTF8.self))")
    }
  }
}
