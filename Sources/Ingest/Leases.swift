import Foundation
import Logging
import Model
import Store

/// The sources that this process has on loan, so that no other asks them at the same time.
struct Leases: Sendable {
  /// Told apart from other processes on the same database by this name.
  let owner: String
  private let process: LeaseOwner
  private let store: Store
  private let logger: Logger

  /// How long a source stays with us before another process may ask it.
  private static let duration: TimeInterval = 15 * 60
  /// How many due sources are taken at once.
  private static let batch = 512

  init(of process: LeaseOwner, in store: Store, logger: Logger) {
    self.process = process
    owner = process.description
    self.store = store
    self.logger = logger
  }

  /// - Parameter dueOnly: `false` takes every free source, whenever it is due.
  func take(dueOnly: Bool, now: Date) async throws(StoreError) -> [Source] {
    try await store.lease(
      owner: owner, now: now, duration: Self.duration, limit: dueOnly ? Self.batch : .max,
      dueOnly: dueOnly)
  }

  /// Takes sources back from processes that were killed while they asked.
  func takeFromTheDead() async throws(StoreError) {
    for owner in try await store.leaseOwners() {
      if let other = LeaseOwner(owner), other != process, other.isAlive(beside: process) {
        continue
      }
      try await store.release(owner: owner)
    }
  }

  /// Ends them all, in a task of its own: the one that asked may be cancelled.
  func giveBack() async {
    await Task {
      do {
        try await store.release(owner: owner)
      } catch {
        logger.error("could not give sources back: \(error)")
      }
    }.value
  }
}
