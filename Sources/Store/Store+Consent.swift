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

  /// Entries that are missing in the feeds that told them, and would not be had they only scrolled out;
  /// the longest due first.
  ///
  /// None of a source that fails or is to be asked again first: its feed might hold them by now.
  public func dueAbsences(now: Date, limit: Int) async throws(StoreError) -> [AbsentEntry] {
    try await read { db in try AbsenceTable(db).due(now: now, limit: limit) }
  }

  /// Forgets absences that are not to be looked after any more, for the entries are no news, or their
  /// sources are not listed.
  public func expireAbsences(now: Date) async throws(StoreError) {
    try await write { db in try AbsenceTable(db).expire(now: now) }
  }

  /// Remembers whether the article of an absent entry was found.
  public func note(
    misses: Int, nextCheck: Date, of entry: EntryID
  ) async throws(StoreError) {
    try await write { db in
      try AbsenceTable(db).set(misses: misses, nextCheck: nextCheck, of: entry)
    }
  }

  /// Forgets an entry for ever that its publisher has taken back, unless its feed has told it again or
  /// has fallen silent since it was looked for.
  ///
  /// - Returns: whether it is gone.
  public func remove(_ absent: AbsentEntry, now: Date) async throws(StoreError) -> Bool {
    let isGone = try await write { db in
      guard try AbsenceTable(db).stands(absent, now: now) else { return false }
      try Visibility(db).remove(absent.entry, now: now)
      return true
    }
    if isGone { noteChange(entries: true) }
    return isGone
  }
}
