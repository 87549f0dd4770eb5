import Foundation
import GRDB
import Model

/// What must have no effect a second time.
struct SeenTable {
  private let db: Database

  private static let most = 2_000_000

  init(_ db: Database) {
    self.db = db
  }

  func contains(_ key: EntryKey, now: Date) throws -> Bool {
    try db.exists(
      "SELECT 1 FROM seen WHERE key = ? AND until > ?",
      [Column.data(key), now.timeIntervalSince1970])
  }

  func insert(_ key: EntryKey, until: Date) throws {
    try db.run(
      """
      INSERT INTO seen(key, until) VALUES (?, ?)
      ON CONFLICT(key) DO UPDATE SET until = max(until, excluded.until)
      """, [Column.data(key), until.timeIntervalSince1970])
  }

  func remove(_ key: EntryKey) throws {
    try db.run("DELETE FROM seen WHERE key = ?", [Column.data(key)])
  }

  func expire(now: Date) throws {
    try db.run("DELETE FROM seen WHERE until <= ?", [now.timeIntervalSince1970])
    try db.run(
      "DELETE FROM seen WHERE key IN (SELECT key FROM seen ORDER BY until DESC LIMIT -1 OFFSET ?)",
      [Self.most])
  }
}
