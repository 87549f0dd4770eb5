import Foundation
import GRDB
import Model

/// What sets an entry apart on the Fediverse; most have no row.
struct FederatedTable {
  private let db: Database

  /// The source that told an entry first.
  static let author = """
    (SELECT ifnull(author_id, source_id) FROM entry
      LEFT JOIN federated ON federated.entry_id = entry.id WHERE entry.id = ?)
    """

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

  /// Notes that nobody is told of the entry when it appears.
  func setSilent(_ entry: EntryID) throws {
    try db.run(
      """
      INSERT INTO federated(entry_id, is_silent) VALUES (?, 1)
      ON CONFLICT(entry_id) DO UPDATE SET is_silent = 1
      """, [entry.rawValue])
  }

  /// Whether the words that are shown may be searched; most may.
  func setSearchable(_ isSearchable: Bool, _ entry: EntryID) throws {
    guard !isSearchable else {
      return try db.run(
        "UPDATE federated SET is_searchable = 1 WHERE entry_id = ? AND is_searchable = 0",
        [entry.rawValue])
    }
    try db.run(
      """
      INSERT INTO federated(entry_id, is_searchable) VALUES (?, 0)
      ON CONFLICT(entry_id) DO UPDATE SET is_searchable = 0
      """, [entry.rawValue])
  }

  func native(of entry: EntryID) throws -> String? {
    try db.value("SELECT native FROM federated WHERE entry_id = ?", [entry.rawValue])
  }

  func entry(native id: String) throws -> EntryID? {
    let number: Int64? = try db.value(
      "SELECT entry_id FROM federated WHERE native = ? LIMIT 1", [id])
    return number.map(EntryID.init)
  }

  func forgetNative(of entry: EntryID) throws {
    try db.run("UPDATE federated SET native = NULL WHERE entry_id = ?", [entry.rawValue])
  }

  /// Notes under which id the source itself has told the entry.
  ///
  /// - Parameter author: who wrote that post, where that is not the account we follow.
  func setNative(_ id: String, by author: String? = nil, of entry: EntryID) throws {
    try db.run(
      """
      INSERT INTO federated(entry_id, native, native_author) VALUES (?, ?, ?)
      ON CONFLICT(entry_id) DO UPDATE SET native = excluded.native,
        native_author = excluded.native_author
      """, [entry.rawValue, id, author])
  }

  /// Who wrote the post with which the source has told the entry.
  func nativeAuthor(of entry: EntryID) throws -> String? {
    try db.value(
      """
      SELECT ifnull(native_author, following.actor)
      FROM federated JOIN entry ON entry.id = federated.entry_id
        LEFT JOIN following ON following.source_id = entry.source_id
      WHERE federated.entry_id = ? AND native IS NOT NULL
      """, [entry.rawValue])
  }
}
