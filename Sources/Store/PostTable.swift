import Foundation
import GRDB
import Model

/// What our actors have told about entries.
struct PostTable {
  private let db: Database

  private static let columns = """
    SELECT entry_id, actor, object, digest, told, edits, edited, withdrawn FROM post WHERE 
    """

  init(_ db: Database) {
    self.db = db
  }

  /// What every actor has told about an entry.
  func posts(of entry: EntryID) throws -> [Post] {
    try db.rows(Self.columns + "entry_id = ?", [entry.rawValue]).map(Self.post)
  }

  /// What an actor has told and not taken back.
  func posts(by actor: String) throws -> [Post] {
    try db.rows(Self.columns + "actor = ? AND withdrawn IS NULL ORDER BY told", [actor])
      .map(Self.post)
  }

  func withdrawAll(by actor: String, now: Date) throws {
    try db.run(
      "UPDATE post SET withdrawn = ? WHERE actor = ? AND withdrawn IS NULL",
      [now.timeIntervalSince1970, actor])
  }

  func post(of entry: EntryID, by actor: String) throws -> Post? {
    try db.row(Self.columns + "entry_id = ? AND actor = ?", [entry.rawValue, actor])
      .map(Self.post)
  }

  func write(_ post: Post) throws {
    try db.run(
      """
      INSERT INTO post(
        entry_id, actor, object, digest, told, edits, edited, withdrawn, source_id)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, \(FederatedTable.author))
      ON CONFLICT(entry_id, actor) DO UPDATE SET digest = excluded.digest, edits = excluded.edits,
        edited = excluded.edited, withdrawn = excluded.withdrawn
      """,
      [
        post.entry.rawValue, post.actor, post.object, post.digest.map(Column.data),
        post.told.timeIntervalSince1970, post.edits, post.edited?.timeIntervalSince1970,
        post.withdrawn?.timeIntervalSince1970, post.entry.rawValue,
      ])
  }

  private static func post(_ row: Row) -> Post {
    Post(
      entry: EntryID(rawValue: row[0]), actor: row[1], object: row[2],
      digest: (row[3] as Data?).map(Column.key), told: Date(timeIntervalSince1970: row[4]),
      edits: row[5], edited: (row[6] as Double?).map(Date.init(timeIntervalSince1970:)),
      withdrawn: (row[7] as Double?).map(Date.init(timeIntervalSince1970:)))
  }
}
