import Foundation
import Model
import Store

/// A store with the operator's list of a small newswire in it, and shorthand for what sources tell.
struct Fixture {
  static let now = Date(timeIntervalSince1970: 1_790_000_000)

  let store: Store

  /// A store in memory, or at `path`, that has taken over `list`.
  init(at path: String? = nil, _ list: SubscriptionList = Fixture.list()) async throws {
    store = try Store(path.map(Store.Location.file) ?? .memory, now: Self.now)
    _ = try await reconcile(list)
  }

  static func list(_ subscriptions: [Subscription] = [millLine, bakeryLine, pressLine])
    -> SubscriptionList
  {
    SubscriptionList(
      title: "Cooperatives", subscriptions: subscriptions,
      folders: [
        Folder(path: ["Food"], slug: "food", handle: "food"),
        Folder(path: ["Media"], slug: "media"),
        Folder(path: ["Old"], slug: "old"),
      ])
  }

  static let millLine = subscription("mill", in: "Food")
  static let bakeryLine = subscription("bakery", in: "Food")
  static let pressLine = subscription("press", in: "Media")

  static func subscription(_ name: String, in folder: String) -> Subscription {
    var subscription = Subscription(
      feedURL: "https://\(name).example/feed", title: name.capitalized + " Coop")
    subscription.folders = [[folder]]
    return subscription
  }

  static let mill = Source.ID(rawValue: 1)
  static let bakery = Source.ID(rawValue: 2)
  static let press = Source.ID(rawValue: 3)

  func reconcile(_ list: SubscriptionList, now: Date = Fixture.now) async throws -> Reconciliation {
    try await store.reconcile(with: list, now: now) { _, _ in now }
  }

  /// Has a source tell these arrivals, judged as they are in earnest.
  @discardableResult
  func tell(
    _ arrivals: [Arrival], by source: Source.ID, now: Date = Fixture.now,
    profile: SourceProfile = SourceProfile(), level: IdentityLevel = IdentityLevel(),
    homes: [Source.ID: Set<String>] = [:]
  ) async throws -> Recorded {
    let identification = Identification(
      of: arrivals, from: source, homePage: nil, level: level, now: now)
    let reading = Reading(
      question: Known.Question(about: identification.identified, of: source, now: now),
      state: FetchState(nextCheck: now.addingTimeInterval(3600)), profile: profile,
      owner: "test", now: now)
    return try await store.record(reading) { known, state in
      let changes = Changes(
        from: known, to: identification.identified, told: Teller(id: source, homes: homes),
        saying: profile, state: &state, now: now)
      if !changes.new.isEmpty { state.lastNew = now }
      return changes
    }
  }

  func titles(
    _ scope: EntryList.Scope, language: String? = nil, limit: Int = 50
  ) async throws -> [String] {
    try await store.page(of: EntryList(scope, language: language), limit: limit)
      .entries.map(\.title)
  }
}

extension Arrival {
  /// An entry as a feed would tell it, an hour before the fixture's now unless said otherwise.
  static func make(
    _ title: String, guid: String? = nil, at url: String? = nil, text: String = "",
    minutesAgo: Double = 60, language: String? = nil, tags: [String] = [], html: String? = nil
  ) -> Arrival {
    var entry = Entry()
    entry.id = guid ?? "tag:example.org,2026:" + title.slug()
    entry.url = url
    entry.published = Fixture.now.addingTimeInterval(-60 * minutesAgo)
    entry.language = language
    entry.categories = tags.map { Category(term: $0) }
    entry.contentHTML = html
    return Arrival(entry: entry, title: title, excerpt: String(text.prefix(200)), text: text)
  }
}
