public import Foundation
public import Logging
public import ServiceLifecycle
public import Store

/// Asks whoever is due, again and again, until the program is told to stop.
public struct Refresher: Service {
  private let ingest: Ingest
  private let store: Store
  private let logger: Logger
  private let now: @Sendable () -> Date
  /// However far away the next source is due, a change of the list must not wait longer than this.
  private let longestSleep: Duration

  private static let rest = Duration.milliseconds(200)
  private static let restAfterError = Duration.seconds(60)
  private static let restUnsaved = Duration.seconds(600)

  public init(
    ingest: Ingest, store: Store, logger: Logger, longestSleep: Duration = .seconds(5),
    now: @escaping @Sendable () -> Date
  ) {
    self.ingest = ingest
    self.store = store
    self.logger = logger
    self.longestSleep = longestSleep
    self.now = now
  }

  public func run() async throws {
    await cancelWhenGracefulShutdown {
      do {
        try await ingest.wakeTheStale()
      } catch {
        logger.error("could not look for sources that wait too long: \(error)")
      }
      while !Task.isCancelled {
        let rest = await turn()
        try? await Task.sleep(for: pause(atLeast: rest))
      }
    }
  }

  /// One round: whatever is due is asked, whatever was withheld until now appears.
  ///
  /// - Returns: how long to leave everybody alone before the next one.
  private func turn() async -> Duration {
    do {
      try await store.releaseDue(now: now())
      while try await store.hideRetired(now: now()) > 0 {}
      let outcomes = try await ingest.refreshDue()
      // What cannot be written down is still due, and must not be asked for again at once.
      return outcomes.values.contains(where: \.isUnsaved) ? Self.restUnsaved : Self.rest
    } catch StoreError.cancelled {
      return Self.rest
    } catch {
      logger.error("could not refresh: \(error)")
      return Self.restAfterError
    }
  }

  private func pause(atLeast rest: Duration) async -> Duration {
    guard let due = try? await store.nextDue() else { return max(longestSleep, rest) }
    let wait = Duration.seconds(due.timeIntervalSince(now()))
    return max(min(wait, longestSleep), rest)
  }
}
