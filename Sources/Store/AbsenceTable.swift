import Foundation
import GRDB
import Model

/// Entries that were told of late and have left their feed before their time.
struct AbsenceTable {
  private let db: Database

  init(_ db: Database) {
    self.db = db
  }

  /// Notes what a document ought to hold and does not, and forgets what it holds again.
  func note(_ changes: Changes, of source: Source.ID, now: Date) throws {
    for entry in changes.present {
      try db.run("DELETE FROM absence WHERE entry_id = ?", [entry.rawValue])
    }
    for entry in changes.absent {
      try db.run(
        """
        INSERT OR IGNORE INTO absence(entry_id, source_id, url, next_check)
        SELECT entry_id, source_id, url, ? FROM telling
        WHERE entry_id = ? AND source_id = ? AND url IS NOT NULL
        """, [now.timeIntervalSince1970, entry.rawValue, source.rawValue])
    }
  }

  func due(now: Date, limit: Int) throws -> [AbsentEntry] {
    try db.rows(
      """
      SELECT entry_id, source_id, url, misses FROM absence
      WHERE next_check <= ? ORDER BY next_check LIMIT ?
      """, [now.timeIntervalSince1970, limit]
    ).map { row in
      AbsentEntry(
        entry: EntryID(rawValue: row[0]), source: Source.ID(rawValue: row[1]), url: row[2],
        misses: row[3])
    }
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
