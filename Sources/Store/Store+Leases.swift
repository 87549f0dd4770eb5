public import Foundation
public import Model

/// Work handed out so that no two workers, in one process or in several, ask the same source.
extension Store {
  /// Hands out sources that are to be asked, the longest due first.
  ///
  /// Nobody else gets them until they are recorded, released, or `duration` has passed; until then
  /// they count as due when the lease ends, so a crash costs no source its turn.
  ///
  /// - Parameter dueOnly: `false` hands out every free source, whenever it is due; to be asked for in
  ///   one go, for a source that was recorded is free again.
  public func lease(
    owner: String, now: Date, duration: TimeInterval, limit: Int, dueOnly: Bool = true
  ) async throws(StoreError) -> [Source] {
    try await write { db in
      try LeaseTable(db).lease(
        to: owner, now: now, until: now.addingTimeInterval(duration), limit: limit,
        dueOnly: dueOnly)
    }
  }

  /// Gives back all that `owner` holds; it is due when it was before.
  public func release(owner: String) async throws(StoreError) {
    try await write { db in try LeaseTable(db).release(owner: owner) }
  }

  /// When the next source is due; `nil` where none is to be asked.
  public func nextDue() async throws(StoreError) -> Date? {
    try await read { db in try LeaseTable(db).nextDue() }
  }
}
