import Foundation
import Model
import Store
import Testing

@testable import Federation

/// A small newswire in memory: what the operator lists, what sources have told, and who answers.
struct Newswire {
  static let now = Date(timeIntervalSince1970: 1_790_000_000)
  static let site = SiteProfile(
    origin: "https://news.example.coop", isPublic: true, name: "Netzwerk & Co",
    imprint: "https://example.coop/impressum", privacy: "https://example.coop/datenschutz",
    contact: "post@example.coop", version: "1.2.3")
  /// Making a pair takes long, and which one it is matters to no test but those of keys.
  static let pair = Result { try KeyPair.generate() }

  let store: Store
  let keys: ActorKeys
  let reader: ActivityPubReader
  let discovery: Discovery

  init(
    _ subscriptions: [Subscription] = [mill, bakery, press, quiet], site: SiteProfile = site,
    at location: Store.Location = .memory
  ) async throws {
    store = try Store(location, now: Self.now)
    let list = SubscriptionList(
      subscriptions: subscriptions,
      folders: [
        Folder(path: ["Essen"], slug: "essen", englishName: "Food", handle: "essen"),
        Folder(path: ["Medien"], slug: "medien"),
      ])
    _ = try await store.reconcile(with: list, now: Self.now) { _, _ in Self.now }
    keys = ActorKeys(site: site, store: site.isPublic ? store : nil) { try Self.pair.get() }
    reader = ActivityPubReader(site: site, store: store, keys: keys)
    discovery = Discovery(site: site, store: store)
  }

  static let mill = subscription("mill")
  /// Unlisted on the Fediverse.
  static let bakery = subscription("bakery") { $0.federation = .unlisted }
  /// Speaks on the Fediverse itself.
  static let press = subscription("press") {
    $0.account = "@press@social.example"
    $0.folders = [["Medien"]]
  }
  /// Kept off the Fediverse.
  static let quiet = subscription("quiet") { $0.federation = .off }

  static func subscription(
    _ name: String, _ change: (inout Subscription) -> Void = { _ in }
  ) -> Subscription {
    var subscription = Subscription(
      feedURL: "https://\(name).example/feed.xml", title: name.capitalized)
    subscription.folders = [["Essen"]]
    subscription.handle = name
    subscription.language = "de"
    subscription.homePageURL = "https://\(name).example/"
    change(&subscription)
    return subscription
  }

  func source(_ handle: String) async throws -> Source {
    try #require(try await store.source(handle: handle))
  }

  /// Has a source tell entries, the first one an hour ago and each further one a minute earlier.
  @discardableResult
  func tell(
    _ titles: [String], by handle: String, now: Date = Self.now,
    shape: (inout Entry) -> Void = { _ in }
  ) async throws -> [EntryID] {
    let source = try await source(handle)
    let arrivals = titles.enumerated().map { place, title in
      var entry = Entry()
      entry.id = "tag:\(handle).example,2026:" + title.slug()
      entry.url = "https://\(handle).example/" + title.slug()
      entry.published = now.addingTimeInterval(-3600 - 60 * Double(place))
      shape(&entry)
      return Arrival(entry: entry, title: title, excerpt: "About \(title).", text: title)
    }
    let identification = Identification(
      of: arrivals, from: source.id, homePage: nil, level: IdentityLevel(), now: now)
    let reading = Reading(
      question: Known.Question(about: identification.identified, of: source.id, now: now),
      state: FetchState(nextCheck: now), profile: SourceProfile(), owner: "test", now: now)
    let recorded = try await store.record(reading) { known, _ in
      Changes(
        from: known, to: identification.identified, told: Teller(id: source.id, homes: [:]),
        now: now)
    }
    return recorded.inserted
  }

  /// The JSON at one of our addresses, whatever its query.
  func json(
    _ url: String, expecting status: Int = 200, now: Date = Self.now
  ) async throws -> [String: Any] {
    try await answer(url, expecting: status, now: now).json()
  }

  func answer(
    _ url: String, expecting status: Int = 200, now: Date = Self.now
  ) async throws -> Document {
    let parts = url.split(separator: "?", maxSplits: 1).map(String.init)
    let path = parts[0].replacing(reader.site.origin, with: "")
    let address = try #require(Address(path: path), "\(url)")
    let query = parts.count > 1 ? parts[1] : nil
    let document = try await reader.answer(to: address, query: query, now: now)
    #expect(document.status == status, "\(url)")
    return document
  }
}

extension Document {
  func json() throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(body)) as? [String: Any])
  }

  var text: String { String(decoding: body, as: UTF8.self) }

  /// The document on many lines, to be compared by eye.
  func readable() throws -> String { try Self.readable(text) }

  /// The same for JSON written by hand in any order.
  static func readable(_ json: String) throws -> String {
    let value = try JSONSerialization.jsonObject(with: Data(json.utf8))
    let data = try JSONSerialization.data(
      withJSONObject: value, options: [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes])
    return String(decoding: data, as: UTF8.self)
  }
}
