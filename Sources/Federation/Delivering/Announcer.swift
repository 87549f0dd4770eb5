public import Foundation
public import Logging
public import Model
public import ServiceLifecycle
public import Store

/// Has our actors tell what has become of entries, as soon as it is due.
public struct Announcer: Service {
  /// Finds the post with which a source tells an entry on the Fediverse itself.
  public typealias Native = @Sendable (IndexEntry, Source) async -> NativeFinding

  private let site: SiteProfile
  private let store: Store
  private let native: Native
  private let logger: Logger
  private let now: @Sendable () -> Date

  /// How many announcements are settled at once.
  private static let batch = 64
  /// Before what failed is tried again.
  private static let patience: TimeInterval = 5 * 60
  /// How often an entry waits for a server that does not say whether there is a post of it.
  private static let mostTries = 6
  /// How long such a server is waited for at a time.
  private static let longestLook = Duration.seconds(20)
  private static let longestSleep = Duration.seconds(1)
  private static let restAfterError = Duration.seconds(5)

  /// - Parameter native: is asked once, before anything is told of an entry.
  public init(
    site: SiteProfile, store: Store, logger: Logger, native: @escaping Native = { _, _ in .none },
    now: @escaping @Sendable () -> Date
  ) {
    self.site = site
    self.store = store
    self.native = native
    self.logger = logger
    self.now = now
  }

  public func run() async throws {
    await cancelWhenGracefulShutdown {
      while !Task.isCancelled {
        let wentWell = await turn()
        if wentWell {
          await store.toTell.rung(within: Self.longestSleep)
        } else {
          try? await Task.sleep(for: Self.restAfterError)
        }
      }
    }
  }

  /// Settles all that is due; gives whether that went well.
  private func turn() async -> Bool {
    do {
      while try await settleDue() == Self.batch {}
      return true
    } catch StoreError.cancelled {
      return true
    } catch {
      logger.error("could not settle what is to be told: \(error)")
      return false
    }
  }

  /// Settles the announcements that are due, up to 64; gives how many there were.
  ///
  /// What takes something back waits for nobody.
  @discardableResult
  public func settleDue() async throws -> Int {
    let urgent = try await store.dueAnnouncements(
      [.edited, .withdrawn], now: now(), limit: Self.batch)
    try await settle(urgent)
    let new = try await store.dueAnnouncements([.new], now: now(), limit: Self.batch)
    let unknown = try await lookForNatives(of: Set(new.map(\.entry)))
    func mustWait(_ announcement: Announcement) -> Bool {
      unknown.contains(announcement.entry) && announcement.tries < Self.mostTries
    }
    for announcement in new where mustWait(announcement) {
      try await store.postpone(
        announcement, until: now().addingTimeInterval(Self.patience), asTry: true)
    }
    try await settle(new.filter { !mustWait($0) })
    return max(urgent.count, new.count)
  }

  private func settle(_ announcements: [Announcement]) async throws {
    for announcement in announcements {
      do {
        try await settle(announcement)
      } catch StoreError.cancelled {
        throw StoreError.cancelled
      } catch {
        // One that cannot be told must not keep the others from being told.
        logger.error("could not tell of entry \(announcement.entry): \(error)")
        try await store.postpone(announcement, until: now().addingTimeInterval(Self.patience))
      }
    }
  }

  private func settle(_ announcement: Announcement) async throws {
    let judge = AnnouncementJudge(site: site, store: store, now: now())
    switch try await judge.decision(on: announcement) {
    case .settle(let settlement):
      let isOurs = try await store.settle(announcement, settlement)
      if isOurs, let activity = settlement.activity { DeliveryTally.count(told: activity.kind) }
    case .wait(let date): try await store.postpone(announcement, until: date)
    }
  }

  /// Asks all at once, for each answer may take a while; gives the entries of which nobody knows yet.
  private func lookForNatives(of entries: Set<EntryID>) async throws -> Set<EntryID> {
    try await withThrowingTaskGroup(of: EntryID?.self) { group in
      for entry in entries {
        group.addTask { try await isUnknown(entry) ? entry : nil }
      }
      return try await group.reduce(into: []) { unknown, entry in
        if let entry { unknown.insert(entry) }
      }
    }
  }

  /// What was told is told; only what nobody has heard of yet may be left to the source.
  private func isUnknown(_ id: EntryID) async throws -> Bool {
    guard let entry = try await store.entry(id), entry.native == nil,
      try await store.posts(of: id).isEmpty,
      let source = try await store.source(entry.tellerID), source.obstacle == nil
    else { return false }
    let finding = await Deadline.run(within: Self.longestLook) { await native(entry, source) }
    switch finding {
    case .found(let native, let author): try await store.setNative(native, by: author, of: id)
    case .none: break
    case .unknown: return true
    }
    return false
  }
}
