import GRDB

/// Whom we listen to: the accounts of sources, and those whose posts they pass on.
struct FollowedReader {
  private let db: Database

  init(_ db: Database) {
    self.db = db
  }

  /// Whether it is followed, or was asked to let us, or wrote what such an account told.
  func contains(_ actor: String) throws -> Bool {
    try db.exists("SELECT 1 FROM following WHERE actor = ? LIMIT 1", [actor])
      || db.exists("SELECT 1 FROM telling WHERE native_author = ? LIMIT 1", [actor])
  }

  /// How many let us follow them.
  func count() throws -> Int {
    try db.value("SELECT count(*) FROM following WHERE actor > '' AND state = 'accepted'") ?? 0
  }
}
