import Federation
import Fetching
import Foundation
import Ingest
import Logging
import Model
import Publishing
import ServiceLifecycle
import Site
import Store

/// The whole product, wired in one place.
struct Newswire: Sendable {
  let settings: Settings
  let profile: SiteProfile
  let store: Store
  let fetcher: Fetcher
  let ingest: Ingest
  let keeper: ListKeeper
  let keys: ActorKeys
  /// What other servers say, remembered for all who ask.
  let documents: RemoteDocuments
  let logger: Logger

  private let trustedProxies: [CIDR]
  private let now: @Sendable () -> Date

  /// - Parameters:
  ///   - schedule: how often sources are asked.
  ///   - pause: between two requests to one host.
  /// - Throws: `StoreError`, `FetchError`: sentences for the operator.
  init(
    _ settings: Settings, schedule: RefreshSchedule = RefreshSchedule(),
    pause: Duration = .seconds(2), logger: Logger, now: @escaping @Sendable () -> Date = { Date() }
  ) throws {
    self.settings = settings
    self.logger = logger
    self.now = now
    profile = settings.profile(version: Version.number)
    fetcher = try Fetcher(
      userAgent: "Coopwire/\(Version.number) (+\(profile.origin)/about)",
      policy: AddressPolicy(allowing: try settings.outboundAllow.map { try CIDR($0) }),
      authorityFile: settings.outboundCAFile, pause: pause)
    store = try settings.openStore(now: now())
    keys = ActorKeys(site: profile, store: store)
    documents = RemoteDocuments(
      fetcher: fetcher, site: profile, keys: keys, store: store,
      allowsPlainHTTP: !settings.outboundAllow.isEmpty, now: now)
    trustedProxies = try settings.trustedProxies.map { try CIDR($0) }
    ingest = Ingest(
      fetcher: fetcher, store: store, schedule: schedule,
      owner: .thisProcess, logger: logger, now: now)
    keeper = settings.keeper(of: store, schedule: schedule, logger: logger, now: now)
  }

  /// What takes activities; a preview takes none.
  private var inbox: Inbox? {
    guard profile.isPublic else { return nil }
    return Inbox(site: profile, store: store, documents: documents, now: now)
  }

  /// What answers readers.
  func site() async throws -> Site {
    if profile.isPublic { try await store.settleOrigin(profile.origin) }
    return Site(
      profile: profile, store: store, pages: try Pages(site: profile),
      reader: ActivityPubReader(site: profile, store: store, keys: keys), inbox: inbox,
      assets: try Assets(folder: PublicFolder.find()),
      isTrustedProxy: { [trustedProxies] address in
        IPAddress(address).map { ip in trustedProxies.contains { $0.contains(ip) } } ?? false
      }, now: now)
  }

  /// The services of `coopwire serve`, in the order of their start; they stop in the opposite order.
  func services(onServing: @escaping @Sendable (Int) async -> Void) async throws -> [any Service] {
    let server = HTTPService(
      router: try await site().router(), host: settings.listen.host, port: settings.listen.port,
      logger: logger, onServing: onServing)
    let refresher = Refresher(ingest: ingest, store: store, logger: logger, now: now)
    let articles = ArticleWatch(store: store, fetcher: fetcher, logger: logger, now: now)
    let watch = StoreWatch(store: store, logger: logger)
    return [fetcher, keeper, Hangup(keeper: keeper), refresher, articles, watch] + speakers()
      + [server]
  }

  /// What speaks to other servers; a preview speaks to nobody.
  private func speakers() -> [any Service] {
    guard profile.isPublic else { return [] }
    let sources = FollowedSources(store: store, documents: documents, now: now)
    let posts = NativePost(documents: documents)
    return [
      Courier(
        store: store, fetcher: fetcher, keys: keys, documents: documents, owner: .thisProcess,
        logger: logger, now: now),
      Announcer(
        site: profile, store: store, logger: logger,
        native: { await posts.native(for: $0, of: $1) }, now: now),
      Profiles(site: profile, store: store, keys: keys, logger: logger, now: now),
      ErrandRunner(
        site: profile, store: store, documents: documents, sources: sources, logger: logger,
        now: now),
      FollowKeeper(site: profile, store: store, documents: documents, logger: logger, now: now),
    ]
  }
}

extension Settings {
  /// - Throws: `StoreError`
  func openStore(now: Date = Date()) throws -> Store {
    try Store(location, now: now)
  }

  /// Opens the index to look at it; one that is not there is empty, and is not made.
  ///
  /// - Throws: `StoreError`
  func openStoreToLook() throws -> Store {
    guard case .file(let path) = location, !FileManager.default.fileExists(atPath: path) else {
      return try openStore()
    }
    return try Store(.memory, now: Date())
  }

  /// Makes sure that there is an index: whatever is done to a new one, no server would read.
  ///
  /// - Throws: `IndexError`
  func requireIndex() throws(IndexError) {
    guard case .file(let path) = location else { throw .fleeting }
    guard FileManager.default.fileExists(atPath: path) else { throw .absent(path: path) }
  }

  /// Who makes a store agree with the operator's list.
  func keeper(
    of store: Store, schedule: RefreshSchedule = RefreshSchedule(),
    logger: Logger = Diary.logger(), now: @escaping @Sendable () -> Date = { Date() }
  ) -> ListKeeper {
    ListKeeper(path: opml, store: store, schedule: schedule, logger: logger, now: now)
  }

  /// Where the index is kept.
  private var location: Store.Location {
    data == ":memory:"
      ? .memory : .file(URL(filePath: data).appending(path: "coopwire.sqlite").path)
  }
}
