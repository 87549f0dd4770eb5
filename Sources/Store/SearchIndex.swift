import GRDB
import Model

/// The words of the entries that are to be found.
struct SearchIndex {
  private let db: Database

  init(_ db: Database) {
    self.db = db
  }

  func insert(_ id: EntryID) throws {
    try db.run(
      "INSERT INTO search(rowid, title, text) SELECT id, title, text FROM entry WHERE id = ?",
      [id.rawValue])
  }

  /// To be called before the entry's words change: the index forgets words only by being told them.
  func remove(_ id: EntryID) throws {
    try db.run(
      """
      INSERT INTO search(search, rowid, title, text)
      SELECT 'delete', id, title, text FROM entry WHERE id = ?
      """, [id.rawValue])
  }
}
