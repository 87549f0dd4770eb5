public import Foundation
public import Logging
public import Model
public import ServiceLifecycle
public import Store

/// Follows the accounts of sources that speak on the Fediverse themselves, and reads their posts, until
/// the program is told to stop.
public struct FollowKeeper: Service {
  let site: SiteProfile
  let store: Store
  let documents: RemoteDocuments
  let sources: FollowedSources
  let logger: Logger
  let now: @Sendable () -> Date
  let random: @Sendable () -> Double

  private static let pause = Duration.seconds(5)
  private static let restAfterError = Duration.seconds(60)
  /// So many accounts are looked after at a time.
  private static let width = 8
  /// How long another process leaves them alone, in seconds.
  private static let duration: TimeInterval = 15 * 60

  public init(
    site: SiteProfile, store: Store, documents: RemoteDocuments, logger: Logger,
    now: @escaping @Sendable () -> Date
  ) {
    self.init(
      site: site, store: store, documents: documents, logger: logger, now: now,
      random: { .random(in: 0..<1) })
  }

  /// - Parameter random: from 0 to 1, anew at each call.
  init(
    site: SiteProfile, store: Store, documents: RemoteDocuments, logger: Logger,
    now: @escaping @Sendable () -> Date, random: @escaping @Sendable () -> Double
  ) {
    self.site = site
    self.store = store
    self.documents = documents
    self.logger = logger
    self.now = now
    self.random = random
    sources = FollowedSources(store: store, documents: documents, now: now)
  }

  public func run() async throws {
    await cancelWhenGracefulShutdown {
      while !Task.isCancelled { try? await Task.sleep(for: await turn()) }
    }
  }

  private func turn() async -> Duration {
    do {
      return try await keep() == Self.width ? .zero : Self.pause
    } catch StoreError.cancelled {
      return .zero
    } catch {
      logger.error("could not look after the accounts of sources: \(error)")
      return Self.restAfterError
    }
  }

  /// Follows whom the list names, leaves whom it does not, and reads whoever is due; gives how many.
  @discardableResult
  func keep() async throws -> Int {
    let sources = try await store.accounts().filter(\.isFollowed)
    let known = try await store.followings()
    let new = Set(sources.map(\.id)).subtracting(known.map(\.source))
    try await store.beginFollowing(new.sorted(), now: now())
    let wanted = Dictionary(uniqueKeysWithValues: sources.map { ($0.id, $0) })
    for following in known where wanted[following.source] == nil {
      try await leave(following)
    }
    let due = try await store.claimFollowings(
      now: now(), until: now().addingTimeInterval(Self.duration), limit: Self.width)
    await withTaskGroup { group in
      for following in due {
        guard let source = wanted[following.source] else { continue }
        group.addTask { await visit(source, following) }
      }
    }
    return due.count
  }

  /// Ends a following, and says so where the account has heard of it.
  private func leave(_ following: Following) async throws {
    guard let farewell = try farewell(to: following) else {
      return try await store.endFollowing(following.source)
    }
    try await store.endFollowing(
      following.source, telling: farewell.activity, at: farewell.inbox)
  }

  func farewell(
    to following: Following
  ) throws -> (activity: OutgoingActivity, inbox: InboxAddress)? {
    guard following.isHeard, let follow = following.follow, let actor = following.actor,
      let inbox = following.inbox, let host = documents.id(inbox)?.host
    else { return nil }
    let activity = try FollowWriter(site: site, now: now()).undo(follow, of: actor)
    return (activity, InboxAddress(url: inbox, host: host))
  }
}
