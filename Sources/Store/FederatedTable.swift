import Foundation
import GRDB
import Model

/// What sets an entry apart on the Fediverse; most have no row.
struct FederatedTable {
  private let db: Database

  init(_ db: Database) {
    self.db = db
  }

  /// Keeps the source that is shown now as the one whose actor tells the entry: a post never changes its
  /// author, whoever's words are shown later.
  func keepAuthor(of entry: EntryID) throws {
    try db.run(
      """
      INSERT INTO federated(entry_id, author_id) SELECT id, source_id FROM entry WHERE id = ?
      ON CONFLICT(entry_id) DO UPDATE SET author_id = ifnull(author_id, excluded.author_id)
      """, [entry.rawValue])
  }

  func setUnlisted(_ entry: EntryID) throws {
    try db.run(
      """
      INSERT INTO federated(entry_id, is_unlisted) VALUES (?, 1)
      ON CONFLICT(entry_id) DO UPDATE SET is_unlisted = 1
      """, [entry.rawValue])
  }

  /// Notes under which id the source itself has told the entry.
  func setNative(_ id: String, of entry: EntryID) throws {
    try db.run(
      """
      INSERT INTO federated(entry_id, native) VALUES (?, ?)
      ON CONFLICT(entry_id) DO UPDATE SET native = excluded.native
      """, [entry.rawValue, id])
  }
}
