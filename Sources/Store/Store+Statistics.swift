public import Foundation
public import Model

/// How much there is.
extension Store {
  public func statistics() async throws(StoreError) -> Statistics {
    try await read { db in
      Statistics(
        entries: try Counter(.entries, db).value(),
        localPosts: try ListTable(db).count(of: EntryList(.outbox(.merged))),
        sources: try SourceTable(db).listedCount())
    }
  }

  /// How many entries a source has told since then.
  public func entryCount(
    of source: Source.ID, since: Date
  ) async throws(StoreError) -> Int {
    try await read { db in try SourceTable(db).entryCount(of: source, since: since) }
  }
}
