import Foundation
import GRDB

/// The keys of actors.
struct ActorKeyTable {
  private let db: Database

  init(_ db: Database) {
    self.db = db
  }

  func key(of handle: String) throws -> ActorKey? {
    try db.row("SELECT pem, created FROM actor_key WHERE handle = ?", [handle]).map { row in
      ActorKey(pem: row[0], created: Column.date(row[1]))
    }
  }

  /// Leaves a key that is there as it is.
  func insert(_ key: ActorKey, of handle: String) throws {
    try db.run(
      "INSERT OR IGNORE INTO actor_key(handle, pem, created) VALUES (?, ?, ?)",
      [handle, key.pem, Column.seconds(key.created)])
  }

  /// Retires the key in use, if there is one, and has the actor sign with another.
  func replace(with key: ActorKey, of handle: String, retired: Date) throws {
    try db.run(
      """
      INSERT INTO former_key(handle, number, pem, retired)
      SELECT handle, 1 + ifnull((SELECT max(number) FROM former_key WHERE handle = ?), 0), pem, ?
      FROM actor_key WHERE handle = ?
      """, [handle, retired.timeIntervalSince1970, handle])
    try db.run(
      """
      INSERT INTO actor_key(handle, pem, created) VALUES (?, ?, ?)
      ON CONFLICT(handle) DO UPDATE SET pem = excluded.pem, created = excluded.created
      """, [handle, key.pem, Column.seconds(key.created)])
  }

  func formerKeys(of handle: String) throws -> [FormerKey] {
    let rows = try db.rows(
      "SELECT number, pem, retired FROM former_key WHERE handle = ? ORDER BY number DESC",
      [handle])
    return rows.map { row in
      FormerKey(number: row[0], pem: row[1], retired: Date(timeIntervalSince1970: row[2]))
    }
  }
}
