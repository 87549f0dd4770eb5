public import Foundation
public import Model

/// What came of asking a source.
extension Store {
  /// Remembers what came of a request that brought no new document, and ends the lease.
  public func record(
    _ state: FetchState, of source: Source.ID, owner: String
  ) async throws(StoreError) {
    try await write { db in
      try SourceTable(db).setState(state, of: source)
      try LeaseTable(db).end(source, owner: owner)
    }
    noteChange(sources: true)
  }

  /// Takes in a document: looks up what is known of it, has it judged, writes all that follows, and
  /// ends the lease.
  public func record(
    _ reading: Reading, judging: Reading.Judgement
  ) async throws(StoreError) -> Recorded {
    let (recorded, isVisible) = try await write { db in
      let source = reading.question.source
      var state = reading.state
      var known = try KnownReader(reading.question, db).known()
      known.takenBack = try NativeWriter(db).takenBack(
        among: reading.natives.keys, now: reading.now)
      let changes = judging(known, &state)
      let inserted = changes.isEmpty ? [] : try ChangeWriter.write(changes, of: reading, db)
      try AbsenceTable(db).note(changes.absent, of: source, now: reading.now)
      if known.isReleased { try HoldTable(db).endRelease(of: source) }
      // Whoever may be somebody else by now changes neither the name nor the face of the source.
      let hasNewProfile =
        try !changes.isHeld && SourceTable(db).setProfile(reading.profile, of: source)
      try SourceTable(db).setState(state, of: source)
      try LeaseTable(db).end(source, owner: reading.owner)
      return (Recorded(changes: changes, inserted: inserted), hasNewProfile || !changes.isEmpty)
    }
    noteChange(entries: isVisible, sources: true)
    return recorded
  }

  /// Takes a part of what only sources tell that left the list long ago out of sight; gives how many
  /// entries.
  @discardableResult
  public func hideRetired(limit: Int = 1000, now: Date) async throws(StoreError) -> Int {
    let hidden = try await write { db in try Retirement(db).hide(limit: limit, now: now) }
    if hidden > 0 { noteChange(entries: true) }
    return hidden
  }

  /// Lists the entries from the future whose time has come; gives how many.
  @discardableResult
  public func releaseDue(now: Date) async throws(StoreError) -> Int {
    let released = try await write { db in try Visibility(db).releaseDue(now: now) }
    if released > 0 { noteChange(entries: true) }
    return released
  }
}
