import Foundation
import GRDB
import Model

/// Entries that were told of late and have left their feed before their time.
struct AbsenceTable {
  private let db: Database

  init(_ db: Database) {
    self.db = db
  }

  /// Notes what a source's document ought to hold and does not, and forgets what it lacked before: by now
  /// that is there again, or the document does not reach down to it any more.
  func note(_ absent: Set<EntryID>, of source: Source.ID, now: Date) throws {
    let noted: [Int64] = try db.values(
      "SELECT entry_id FROM absence WHERE source_id = ?", [source.rawValue])
    for entry in noted.map(EntryID.init) where !absent.contains(entry) { try remove(entry) }
    for entry in absent {
      try db.run(
        """
        INSERT OR IGNORE INTO absence(entry_id, source_id, url, next_check)
        SELECT entry_id, source_id, url, ? FROM telling
        WHERE entry_id = ? AND source_id = ? AND url IS NOT NULL
        """, [now.timeIntervalSince1970, entry.rawValue, source.rawValue])
    }
  }

  /// Forgets what is due to be looked for and need not be any more: it is no news by now, or its source
  /// is not listed.
  func expire(now: Date) throws {
    try db.run(
      """
      DELETE FROM absence WHERE next_check <= ? AND NOT EXISTS (
        SELECT 1 FROM source CROSS JOIN post
          ON post.entry_id = absence.entry_id AND post.actor = source.handle
        WHERE source.id = absence.source_id AND source.retired IS NULL AND post.told > ?
          AND post.withdrawn IS NULL)
      """,
      [
        now.timeIntervalSince1970,
        now.addingTimeInterval(-Known.Question.memory).timeIntervalSince1970,
      ])
  }

  /// Whether the last word of an absence's source is still good: it answers, and is not to be asked again
  /// before now.
  private static let isCurrent = """
    source.is_asked = 1 AND source.next_check > ?
      AND json_extract(source.state, '$.failure') IS NULL
    """

  func due(now: Date, limit: Int) throws -> [AbsentEntry] {
    let time = now.timeIntervalSince1970
    return try db.rows(
      """
      SELECT entry_id, source_id, url, misses
      FROM absence CROSS JOIN source ON source.id = absence.source_id
      WHERE absence.next_check <= ? AND \(Self.isCurrent)
      ORDER BY absence.next_check LIMIT ?
      """, [time, time, limit]
    ).map { row in
      AbsentEntry(
        entry: EntryID(rawValue: row[0]), source: Source.ID(rawValue: row[1]), url: row[2],
        misses: row[3])
    }
  }

  /// Whether an absence is noted as it was, and its source's last word on it is still good.
  func stands(_ absent: AbsentEntry, now: Date) throws -> Bool {
    try db.exists(
      """
      SELECT 1 FROM absence CROSS JOIN source ON source.id = absence.source_id
      WHERE absence.entry_id = ? AND absence.misses = ? AND \(Self.isCurrent)
      """, [absent.entry.rawValue, absent.misses, now.timeIntervalSince1970])
  }

  func set(misses: Int, nextCheck: Date, of entry: EntryID) throws {
    try db.run(
      "UPDATE absence SET misses = ?, next_check = ? WHERE entry_id = ?",
      [misses, nextCheck.timeIntervalSince1970, entry.rawValue])
  }

  func remove(_ entry: EntryID) throws {
    try db.run("DELETE FROM absence WHERE entry_id = ?", [entry.rawValue])
  }
}
