public import Foundation
public import Model

/// Whether a source may be passed on.
extension Store {
  /// Stops telling a source's entries on the Fediverse, and takes back what was told.
  public func optOut(
    _ source: Source.ID, reason: String, now: Date
  ) async throws(StoreError) {
    try await write { db in _ = try ConsentWriter(now: now, db).optOut(source, reason: reason) }
    noteChange(entries: true, sources: true)
  }

  /// Lets a source's kept back entries appear, and mirrors it again; what was taken back stays so.
  ///
  /// A source that was held is asked for its document anew: what it says otherwise of what is known was left
  /// aside.
  ///
  /// - Returns: how many entries appeared.
  @discardableResult
  public func release(_ source: Source.ID, now: Date) async throws(StoreError) -> Int {
    let released = try await write { db in
      let before = try Standings.all(db)
      if try HoldTable(db).release(source) { try SourceTable(db).readAnew(source, now: now) }
      try HoldTable(db).optIn(source)
      try Relisting(from: before, to: Standings.all(db), now: now, db).run()
      return try Visibility(db).release(source, now: now)
    }
    noteChange(entries: true, sources: true)
    return released
  }

  /// Entries that have left their feed before their time, the longest due first.
  public func dueAbsences(now: Date, limit: Int) async throws(StoreError) -> [AbsentEntry] {
    try await read { db in try AbsenceTable(db).due(now: now, limit: limit) }
  }

  /// Remembers whether the article of an absent entry was found.
  public func note(
    misses: Int, nextCheck: Date, of entry: EntryID
  ) async throws(StoreError) {
    try await write { db in
      try AbsenceTable(db).set(misses: misses, nextCheck: nextCheck, of: entry)
    }
  }
}
