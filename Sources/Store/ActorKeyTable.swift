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
}
