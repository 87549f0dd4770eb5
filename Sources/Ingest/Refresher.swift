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
      while !Task.isCancelled {
        await turn()
        try? await Task.sleep(for: pause())
      }
    }
  }

  /// One round: whatever is due is asked, whatever was withheld until now appears.
  private func turn() async {
    do {
      try await store.releaseDue(now: now())
      _ = try await ingest.refreshDue()
    } catch StoreError.cancelled {
      // Told to stop: the leases end with this process, and nothing is wrong.
    } catch {
      logger.error("could not refresh: \(error)")
    }
  }

  private func pause() async -> Duration {
    guard let due = try? await store.nextDue() else { return longestSleep }
    let wait = Duration.seconds(due.timeIntervalSince(now()))
    return min(max(wait, .milliseconds(200)), longestSleep)
  }
}
