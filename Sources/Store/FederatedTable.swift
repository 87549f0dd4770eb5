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

  /// Notes whether nobody is told of the entry when it appears.
  func setSilent(_ isSilent: Bool, _ entry: EntryID) throws {
    guard isSilent else {
      return try db.run(
        "UPDATE federated SET is_silent = 0 WHERE entry_id = ? AND is_silent = 1", [entry.rawValue])
    }
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

  /// Leaves an entry that nobody has told yet to another source: to its post, where the former's was to be
  /// boosted.
  func pass(_ entry: EntryID, from former: Source.ID, to heir: Source.ID) throws {
    if let native = try TellingTable(of: former, db).native(of: entry) {
      try forget(native.id, of: entry)
    }
    try leave(entry, to: TellingTable(of: heir, db).native(of: entry))
  }

  /// Has whoever is shown tell the entry.
  func forgetAuthor(of entry: EntryID) throws {
    try db.run("UPDATE federated SET author_id = NULL WHERE entry_id = ?", [entry.rawValue])
  }

  /// Forgets a post with which the entry is told no more.
  func forget(_ native: String, of entry: EntryID) throws {
    try db.run(
      """
      UPDATE federated SET native_author = NULL, native = NULL WHERE entry_id = ? AND native = ?
      """, [entry.rawValue, native])
  }

  /// Forgets a source that tells the entry no more.
  func forget(_ source: Source.ID, of entry: EntryID) throws {
    try db.run(
      "UPDATE federated SET author_id = NULL WHERE entry_id = ? AND author_id = ?",
      [entry.rawValue, source.rawValue])
  }

  /// Leaves an entry that nobody has told yet to its source's own post.
  func leave(_ entry: EntryID, to native: NativeID?) throws {
    guard let native, try self.native(of: entry) == nil,
      try PostTable(db).posts(of: entry).isEmpty
    else { return }
    try setNative(native, of: entry)
  }

  /// Notes under which id the source itself has told the entry.
  func setNative(_ native: NativeID, of entry: EntryID) throws {
    try db.run(
      """
      INSERT INTO federated(entry_id, native, native_author) VALUES (?, ?, ?)
      ON CONFLICT(entry_id) DO UPDATE SET
        native = excluded.native, native_author = excluded.native_author
      """, [entry.rawValue, native.id, native.author])
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

/// A post with which a source tells an entry itself, and who wrote it, as far as that is known.
struct NativeID {
  var id: String
  var author: String?
}
