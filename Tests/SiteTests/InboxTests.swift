import Federation
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

@testable import Site

/// What is posted to inboxes, over a real socket.
@Suite struct InboxTests {
  /// Asks a public newswire that trusts a proxy on this machine, and refuses a client's third mistake.
  private func ask(
    _ test: @Sendable @escaping (any TestClientProtocol) async throws -> Void
  ) async throws {
    let profile = SiteProfile(
      origin: "https://news.example.coop", isPublic: true, imprint: "i", privacy: "p",
      contact: "c", version: "1.2.3")
    let store = try Store(.memory, now: Newsroom.start)
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
}
