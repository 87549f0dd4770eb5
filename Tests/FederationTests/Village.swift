import Fetching
import Foundation
import Logging
import Model
import Store
import Synchronization
import TestDatabase
import TestServer
import Testing

@testable import Federation

/// A server of the Fediverse on loopback with accounts that a newswire lists, and the newswire itself.
///
/// In its documents `{home}` stands for its own origin and `{elsewhere}` for that of another host.
final class Village {
  /// What stands at a path: its type and its text.
  struct Page: Sendable {
    var type = "application/activity+json"
    var text: String
    var status = 200
  }

  private let pages: Pages
  let server: TestServer
  let newswire: Newswire
  let clock = Clock()
  let documents: RemoteDocuments
  private let fetcher: Fetcher
  private let path: String
  private let directory: TemporaryDirectory

  private final class Pages: Sendable {
    let all = Mutex<[String: Page]>([:])
  }

  /// Runs a test in a village whose only account is `wind`, and closes everything afterwards.
  ///
  /// - Parameters:
  ///   - more: sources beside the account.
  ///   - homePage: what the list gives as the account's.
  ///   - exclude: phrases that its posts may not hold.
  static func open(
    listing more: [Subscription] = [], homePage: String? = nil, exclude: [String] = [],
    _ test: (Village) async throws -> Void
  ) async throws {
    let village = try await Village(more) { wind in
      wind.homePageURL = homePage
      wind.exclude = exclude
    }
    do {
      try await test(village)
    } catch {
      await village.close()
      throw error
    }
    await village.close()
  }

  private init(
    _ more: [Subscription], _ shape: (inout Subscription) -> Void
  ) async throws {
    let pages = Pages()
    self.pages = pages
    server = try TestServer(on: "0.0.0.0") { request in
      guard let page = pages.all.withLock({ $0[request.target] }) else { return .response(404) }
      let port = (request["Host"] ?? "").split(separator: ":").last ?? ""
      let text = page.text.replacing("{home}", with: "http://127.0.0.1:\(port)")
        .replacing("{elsewhere}", with: "http://127.0.0.2:\(port)")
      return .response(
        page.status, headers: ["Content-Type": page.type], body: Array(text.utf8))
    }
    var wind = Subscription(account: "@wind@127.0.0.1:\(server.port)", title: "Wind")
    wind.handle = "wind"
    shape(&wind)
    directory = try TemporaryDirectory()
    path = directory.file()
    newswire = try await Newswire([wind] + more, at: .file(path))
    try await newswire.store.settleOrigin(Newswire.site.origin)
    fetcher = try Fetcher(
      userAgent: "Coopwire/Test", policy: AddressPolicy(allowing: [try CIDR("127.0.0.0/8")]),
      pause: .zero)
    let clock = clock
    documents = RemoteDocuments(
      fetcher: fetcher, site: Newswire.site, keys: newswire.keys, store: newswire.store,
      allowsPlainHTTP: true, now: { clock.now })
    settle()
  }

  private func close() async {
    await fetcher.stop()
    server.stop()
  }

  var home: String { "http://127.0.0.1:\(server.port)" }
  var elsewhere: String { "http://127.0.0.2:\(server.port)" }
  var actorID: String { home + "/users/wind" }
  var store: Store { newswire.store }

  func put(
    _ text: String, at path: String, type: String = "application/activity+json", status: Int = 200
  ) {
    pages.all.withLock { $0[path] = Page(type: type, text: text, status: status) }
  }

  func takeAway(_ path: String) {
    pages.all.withLock { _ = $0.removeValue(forKey: path) }
  }

  /// Has the account say of itself what `more` adds.
  func settle(
    _ more: String = "\"indexable\":true", name: String = "wind", type: String = "Service"
  ) {
    put(
      """
      {"subject":"acct:\(name)@127.0.0.1:\(server.port)","links":[{"rel":"self",
       "type":"application/activity+json","href":"{home}/users/\(name)"}]}
      """,
      at: "/.well-known/webfinger?resource=acct:\(name)@127.0.0.1:\(server.port)",
      type: "application/jrd+json")
    put(
      """
      {"@context":"https://www.w3.org/ns/activitystreams","id":"{home}/users/\(name)",
       "type":"\(type)","preferredUsername":"\(name)","name":"Wind & Co",
       "inbox":"{home}/users/\(name)/inbox","outbox":"{home}/users/\(name)/outbox",
       "featured":"{home}/users/\(name)/featured"\(more.isEmpty ? "" : "," + more)}
      """, at: "/users/\(name)")
    fill(with: [])
  }

  /// Fills the outbox with items: ids, or objects written out.
  func fill(with items: [String]) {
    put(
      """
      {"@context":"https://www.w3.org/ns/activitystreams","id":"{home}/users/wind/outbox",
       "type":"OrderedCollection","first":"{home}/users/wind/outbox?page=1"}
      """, at: "/users/wind/outbox")
    put(
      """
      {"@context":"https://www.w3.org/ns/activitystreams","id":"{home}/users/wind/outbox?page=1",
       "type":"OrderedCollectionPage","orderedItems":[\(items.joined(separator: ","))]}
      """, at: "/users/wind/outbox?page=1")
  }

  static let everybody = "\"to\":[\"https://www.w3.org/ns/activitystreams#Public\"]"

  /// - Parameter published: as a rule, right after the account was listed.
  static func note(
    _ name: String, _ content: String, _ more: String = everybody,
    published: String = "2026-09-21T14:14:00Z"
  ) -> String {
    """
    {"@context":"https://www.w3.org/ns/activitystreams","id":"{home}/notes/\(name)","type":"Note",
     "attributedTo":"{home}/users/wind","published":"\(published)",
     "content":"<p>\(content)</p>",\(more)}
    """
  }

  /// Has the account say something; gives its id as an item of the outbox.
  @discardableResult
  func say(
    _ name: String, _ content: String, _ more: String = everybody,
    published: String = "2026-09-21T14:14:00Z"
  ) -> String {
    put(Self.note(name, content, more, published: published), at: "/notes/\(name)")
    return "\"{home}/notes/\(name)\""
  }

  /// A document of the village as it is sent.
  func object(_ text: String) throws -> RemoteObject { try RemoteObject(body(text), at: home) }

  private func body(_ text: String) -> [UInt8] {
    Array(text.replacing("{home}", with: home).replacing("{elsewhere}", with: elsewhere).utf8)
  }

  func actor() async throws -> RemoteActor { try await documents.actor(actorID) }

  func keeper() -> FollowKeeper {
    let clock = clock
    return FollowKeeper(
      site: Newswire.site, store: store, documents: documents, logger: Logger(label: "test"),
      now: { clock.now }, random: { 0.5 })
  }

  func sources() -> FollowedSources {
    let clock = clock
    return FollowedSources(store: store, documents: documents, now: { clock.now })
  }

  /// Has an actor of the village send an activity, and lets it have its effects.
  func receive(_ text: String, from name: String = "wind") async throws {
    let activity = try object(text)
    let signer = try #require(documents.id(home + "/users/" + name))
    let received = ReceivedActivity(
      object: activity, actor: signer, body: body(text),
      signature: EntryKey("village", UUID().uuidString), now: clock.now)
    let reception = Reception(site: Newswire.site, store: store, documents: documents)
    let receipt = Receipt(
      actor: signer.text, host: signer.host, keys: [received.signature], until: clock.now,
      effects: try await reception.effects(of: received))
    _ = try await store.receive([receipt], now: clock.now)
    let clock = clock
    await ErrandRunner(
      site: Newswire.site, store: store, documents: documents, sources: sources(),
      logger: Logger(label: "test"), now: { clock.now }
    ).runDue()
  }

  /// How it stands with the account.
  func following() async throws -> Following {
    try #require(try await store.following(of: try await newswire.source("wind").id))
  }

  /// What the index holds of the account, the newest first.
  func entries() async throws -> [IndexEntry] {
    let source = try await newswire.source("wind")
    return try await store.page(of: EntryList(.source(source.id)), limit: 50).entries
  }

  func announcements() async throws -> [Announcement] {
    try await store.dueAnnouncements(now: clock.now.addingTimeInterval(86_400), limit: 99)
  }

  /// What was written to be sent, as JSON.
  func outgoing() throws -> [[String: Any]] {
    let raw = try RawDatabase(path)
    let rows = try raw.rows("SELECT CAST(body AS TEXT) FROM activity ORDER BY id")
    try raw.close()
    return try rows.map { row in
      try #require(try JSONSerialization.jsonObject(with: Data(row.utf8)) as? [String: Any])
    }
  }

  func raw(_ statement: String) throws {
    let raw = try RawDatabase(path)
    try raw.execute(statement)
    try raw.close()
  }

  func inboxes() throws -> [String] {
    let raw = try RawDatabase(path)
    let rows = try raw.rows("SELECT DISTINCT inbox FROM delivery")
    try raw.close()
    return rows
  }
}
