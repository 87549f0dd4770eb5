import GRDB

/// Which accounts of sources we follow.
struct FollowedReader {
  private let db: Database

  init(_ db: Database) {
    self.db = db
  }

  /// Whether it is followed, or was asked to let us.
  func contains(_ actor: String) throws -> Bool {
    try db.exists("SELECT 1 FROM following WHERE actor = ? LIMIT 1", [actor])
  }

  /// How many let us follow them.
  func count() throws -> Int {
    try db.value("SELECT count(*) FROM following WHERE source_id > 0 AND state = 'accepted'") ?? 0
  }
}
