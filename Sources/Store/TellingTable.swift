import Foundation
import GRDB
import Model

/// Who tells an entry, in which words, and the keys they know it by.
struct TellingTable {
  private let db: Database
  private let source: Source.ID

  init(of source: Source.ID, _ db: Database) {
    self.source = source
    self.db = db
  }

  /// Writes that the source tells an entry; nothing happens where it already does.
  func insert(
    _ arrival: Arrival, linkKey: EntryKey?, at entry: EntryID, isShown: Bool, now: Date
  ) throws {
    try db.run(
      """
      INSERT INTO telling(
        entry_id, source_id, is_shown, first_seen, published, digest, link_key, title_key, url,
        title)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT(entry_id, source_id) DO NOTHING
      """,
      [
        entry.rawValue, source.rawValue, isShown, Column.seconds(now),
        arrival.entry.published.map(Column.seconds), Column.data(arrival.digest),
        linkKey.map(Column.data), arrival.titleKey.map(Column.data), arrival.address,
        arrival.title,
      ])
  }

  /// Writes that the source tells the entry in other words than before.
  func edit(_ arrival: Arrival, linkKey: EntryKey?, at entry: EntryID) throws {
    try db.run(
      """
      UPDATE telling SET published = ?, digest = ?, link_key = ?, title_key = ?, url = ?,
        title = ?, edits = edits + 1
      WHERE entry_id = ? AND source_id = ?
      """,
      [
        arrival.entry.published.map(Column.seconds), Column.data(arrival.digest),
        linkKey.map(Column.data), arrival.titleKey.map(Column.data), arrival.address,
        arrival.title, entry.rawValue, source.rawValue,
      ])
  }

  func isShown(_ entry: EntryID) throws -> Bool {
    try db.exists(
      "SELECT 1 FROM telling WHERE entry_id = ? AND source_id = ? AND is_shown = 1",
      [entry.rawValue, source.rawValue])
  }

  /// Makes this source's telling the one that is shown.
  func show(_ entry: EntryID) throws {
    try db.run(
      "UPDATE telling SET is_shown = 0 WHERE entry_id = ? AND is_shown = 1", [entry.rawValue])
    try db.run(
      "UPDATE telling SET is_shown = 1 WHERE entry_id = ? AND source_id = ?",
      [entry.rawValue, source.rawValue])
  }

  /// Remembers a key under which the source knows the entry.
  func know(_ entry: EntryID, by key: EntryKey) throws {
    try db.run(
      "INSERT INTO identity(source_id, key, entry_id) VALUES (?, ?, ?)",
      [source.rawValue, Column.data(key), entry.rawValue])
  }
}
