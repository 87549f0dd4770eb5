import Foundation
import GRDB

/// The keys of others' actors.
struct RemoteKeyTable {
  private let db: Database

  private static let most = 100_000

  init(_ db: Database) {
    self.db = db
  }

  func key(_ id: String) throws -> KnownKey? {
    try db.row("SELECT id, owner, material, fetched FROM remote_key WHERE id = ?", [id])
      .map { row in
        KnownKey(
          id: row[0], owner: row[1], material: row[2],
          fetched: Date(timeIntervalSince1970: row[3]))
      }
  }

  func put(_ key: KnownKey) throws {
    try db.run(
      "INSERT OR REPLACE INTO remote_key(id, owner, material, fetched) VALUES (?, ?, ?, ?)",
      [key.id, key.owner, key.material, key.fetched.timeIntervalSince1970])
  }

  func expire(before date: Date) throws {
    try db.run("DELETE FROM remote_key WHERE fetched < ?", [date.timeIntervalSince1970])
    try db.run(
      """
      DELETE FROM remote_key WHERE id IN (
        SELECT id FROM remote_key ORDER BY fetched DESC LIMIT -1 OFFSET ?)
      """, [Self.most])
  }

  func remove(owner: String) throws {
    try db.run("DELETE FROM remote_key WHERE owner = ?", [owner])
  }
}
