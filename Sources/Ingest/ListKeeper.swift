import Feeds
public import Foundation
public import Logging
public import Model
public import ServiceLifecycle
public import Store
import Synchronization

/// Keeps the sources as `feeds.opml` says, and takes in every change of it without a restart.
///
/// A list that cannot be read, or that suddenly lost half of its sources, changes nothing: the last
/// good set stays in force until the file is mended or the cut confirmed (aggregation rule 4.10).
public final class ListKeeper: Service {
  private let path: String
  private let store: Store
  private let schedule: RefreshSchedule
  private let logger: Logger
  private let now: @Sendable () -> Date
  /// The file as it was when it was last read; `nil` before the first time.
  private let seen = Mutex<FileStamp?>(nil)

  /// How often the file is looked at.
  private static let glance = Duration.seconds(2)

  public init(
    path: String, store: Store, schedule: RefreshSchedule, logger: Logger,
    now: @escaping @Sendable () -> Date
  ) {
    self.path = path
    self.store = store
    self.schedule = schedule
    self.logger = logger
    self.now = now
  }

  /// Reads the list and makes the store agree with it.
  ///
  /// - Parameter confirmsCut: takes the list even when it lost most of its sources.
  /// - Throws: `ListError` where the last good set stays in force; `StoreError`.
  @discardableResult
  public func load(confirmsCut: Bool = false) async throws -> Reconciliation {
    let list = try read()
    let known = try await subscriptions()
    let change = ListChange(from: known, to: list.subscriptions)
    if change.isSuspiciousCut, !confirmsCut {
      throw ListError.suspiciousCut(path: path, from: known.count, to: list.subscriptions.count)
    }
    for trouble in list.troubles { logger.warning("\(path), \(trouble)") }
    let schedule = schedule
    let now = now()
    return try await store.reconcile(with: list, now: now) { source, count in
      schedule.firstCheck(of: source, among: count, now: now)
    }
  }

  /// What `load` would change; changes nothing.
  ///
  /// - Throws: `ListError`, `StoreError`
  public func change() async throws -> ListChange {
    let list = try read()
    return ListChange(from: try await subscriptions(), to: list.subscriptions)
  }

  /// Looks every other second whether the file is another one than before.
  public func run() async throws {
    await cancelWhenGracefulShutdown {
      while !Task.isCancelled {
        try? await Task.sleep(for: Self.glance)
        if FileStamp(of: self.path) != self.seen.withLock({ $0 }) { await self.reload() }
      }
    }
  }

  /// Takes the list in, or says in the log why not.
  public func reload() async {
    do {
      let summary = try await load().summary
      logger.info("\(path) taken in: \(summary)")
    } catch StoreError.cancelled {
      // The program is ending.
    } catch {
      logger.error("\(error); the sources stay as they were")
    }
  }

  private func read() throws(ListError) -> SubscriptionList {
    // Noted before it is read: a change in between is seen at the next glance.
    let stamp = FileStamp(of: path)
    seen.withLock { $0 = stamp }
    guard let bytes = FileManager.default.contents(atPath: path) else {
      throw .unreadable(path: path)
    }
    do {
      return try OPMLReader.read(Array(bytes))
    } catch {
      throw .broken(path: path, error)
    }
  }

  /// The set in force.
  private func subscriptions() async throws(StoreError) -> [Subscription] {
    try await store.sources().filter { $0.retired == nil }.map(\.subscription)
  }
}

extension Reconciliation {
  fileprivate var summary: String {
    let parts = [
      (added.count, "added"), (retired.count, "retired"), (returned.count, "back"),
      (changed.count, "changed"),
    ]
    .filter { $0.0 > 0 }
    .map { "\($0.0) \($0.1)" }
    return parts.isEmpty ? "no source changed" : parts.joined(separator: ", ")
  }
}
