import Federation
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Model
import NIOCore
import Publishing
import Store
import Synchronization
import TestDatabase
import Testing

@testable import Site

/// A newswire whose clock stands still until it is moved, and who answers for it.
struct Newsroom {
  static let start = Date(timeIntervalSince1970: 1_790_000_000)
  static let profile = SiteProfile(
    origin: "https://news.example.coop", name: "Netzwerk", imprint: "https://example.coop/imprint",
    privacy: "https://example.coop/privacy", contact: "post@example.coop", version: "1.2.3")

  /// The time, which tests move.
  final class Clock: Sendable {
    private let time = Mutex(Newsroom.start)
    var now: Date { time.withLock { $0 } }
    func advance(by seconds: TimeInterval) { time.withLock { $0 += seconds } }
  }

  let store: Store
  let site: Site
  let clock = Clock()
  let log = QueryLog()
  private let application: Application<RouterResponder<SiteContext>>

  init(at location: Store.Location = .memory) throws {
    let log = log
    let clock = clock
    store = try Store(location, now: Self.start, onQuery: { log.note($0) })
    site = Site(
      profile: Self.profile, store: store, pages: try Pages(site: Self.profile),
      reader: ActivityPubReader(
        site: Self.profile, store: store, keys: ActorKeys(site: Self.profile, store: store)),
      assets: try Assets(folder: Self.publicFolder), now: { clock.now }, random: { 7 })
    application = Application(router: site.router())
  }

  /// A newswire of four sources, each of which has told an entry or two.
  static func open(at location: Store.Location = .memory) async throws -> Newsroom {
    let newsroom = try Newsroom(at: location)
    let list = SubscriptionList(
      title: "Coops",
      subscriptions: [
        subscription("mill"), subscription("bakery", "en"),
        subscription("press") { $0.folders = [["Medien"]] },
        subscription("quiet") { $0.federation = .off },
      ],
      folders: [
        Folder(path: ["Essen"], slug: "essen", englishName: "Food", handle: "essen"),
        Folder(path: ["Medien"], slug: "medien"),
      ])
    _ = try await newsroom.store.reconcile(with: list, now: start) { _, _ in start }
    try await newsroom.tell(["Bread", "Cake"], by: "bakery", language: "en")
    try await newsroom.tell(["Wind im Netz"], by: "mill", tags: ["Bürgerenergie"])
    try await newsroom.tell(["Leise"], by: "quiet")
    return newsroom
  }

  static func subscription(
    _ name: String, _ language: String = "de", _ change: (inout Subscription) -> Void = { _ in }
  ) -> Subscription {
    var subscription = Subscription(
      feedURL: "https://\(name).example/feed.xml", title: name.capitalized)
    subscription.folders = [["Essen"]]
    subscription.handle = name
    subscription.language = language
    change(&subscription)
    return subscription
  }

  private static var publicFolder: URL {
    URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Public")
  }

  /// Has a source tell entries, the first one an hour ago and each further one a minute earlier.
  @discardableResult
  func tell(
    _ titles: [String], by handle: String, language: String = "de", tags: [String] = [],
    age: TimeInterval = 3600
  ) async throws -> [EntryID] {
    let source = try #require(try await store.source(handle: handle))
    let arrivals = titles.enumerated().map { place, title in
      var entry = Entry()
      entry.id = "tag:\(handle).example,2026:" + title.slug()
      entry.url = "https://\(handle).example/" + title.slug()
      entry.published = clock.now.addingTimeInterval(-age - 60 * Double(place))
      entry.language = language
      entry.categories = tags.map { Category(term: $0) }
      return Arrival(entry: entry, title: title, excerpt: "About \(title).", text: title)
    }
    let identification = Identification(
      of: arrivals, from: source.id, homePage: nil, level: IdentityLevel(), now: clock.now)
    let reading = Reading(
      question: Known.Question(
        about: identification.identified, of: source.id, now: clock.now),
      state: FetchState(nextCheck: clock.now), profile: SourceProfile(), owner: "test",
      now: clock.now)
    let recorded = try await store.record(reading) { known, _ in
      Changes(
        from: known, to: identification.identified, told: Teller(id: source.id, homes: [:]),
        now: clock.now)
    }
    return recorded.inserted
  }

  /// The newest entry of a source.
  func entry(by handle: String) async throws -> EntryID {
    let source = try #require(try await store.source(handle: handle))
    return try #require(
      try await store.page(of: EntryList(.source(source.id)), limit: 1).entries.first
    ).id
  }

  func send(
    _ method: HTTPRequest.Method = .get, _ path: String, _ headers: HTTPFields = [:],
    body: String? = nil
  ) async throws -> TestResponse {
    try await application.test(.router) { client in
      try await client.execute(
        uri: path, method: method, headers: headers, body: body.map { ByteBuffer(string: $0) })
    }
  }

  func get(_ path: String, _ headers: HTTPFields = [:]) async throws -> TestResponse {
    try await send(.get, path, headers)
  }
}

extension HTTPFields {
  static let browser: HTTPFields = [
    .accept: "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    .secFetchDest: "document",
  ]
  static let server: HTTPFields = [
    .accept: "application/activity+json, application/ld+json"
  ]
}

extension TestResponse {
  var text: String { String(buffer: body) }
  var bytes: ByteBufferView { body.readableBytesView }
  /// The length of the body.
  var size: Int { body.readableBytes }

  func json() throws -> [String: Any] {
    try #require(
      try JSONSerialization.jsonObject(with: Data(body.readableBytesView)) as? [String: Any])
  }

  /// The media type without parameters.
  var type: String? { headers[.contentType]?.split(separator: ";").first.map(String.init) }

  /// The items of a header that lists tokens.
  func list(_ name: HTTPField.Name) -> Set<String> {
    Set((headers[name] ?? "").split(separator: ",").map { $0.filter { $0 != " " } })
  }
}
