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
    _ arrival: Arrival, linkKey: EntryKey?, at entry: EntryID, by native: NativeID?,
    isShown: Bool, now: Date
  ) throws {
    try db.run(
      """
      INSERT INTO telling(
        entry_id, source_id, is_shown, first_seen, published, digest, link_key, title_key, url,
        title, native, native_author, is_post)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT(entry_id, source_id) DO NOTHING
      """,
      [
        entry.rawValue, source.rawValue, isShown, Column.seconds(now),
        arrival.entry.published.map(Column.seconds), Column.data(arrival.digest),
        linkKey.map(Column.data), arrival.titleKey.map(Column.data), arrival.address,
        arrival.title, native?.id, native?.author, native != nil,
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

  /// The entry that the source tells with a post.
  func entry(native id: String) throws -> EntryID? {
    let number: Int64? = try db.value(
      "SELECT entry_id FROM telling WHERE native = ? AND source_id = ?", [id, source.rawValue])
    return number.map(EntryID.init)
  }

  /// The post with which the source tells an entry.
  func native(of entry: EntryID) throws -> NativeID? {
    let row = try db.row(
      """
      SELECT native, native_author FROM telling
      WHERE entry_id = ? AND source_id = ? AND native IS NOT NULL
      """, [entry.rawValue, source.rawValue])
    return row.map { NativeID(id: $0[0], author: $0[1]) }
  }

  /// Whether the source tells an entry with nothing but a post; else there is an article as well.
  func isPost(_ entry: EntryID) throws -> Bool {
    try db.exists(
      "SELECT 1 FROM telling WHERE entry_id = ? AND source_id = ? AND is_post = 1",
      [entry.rawValue, source.rawValue])
  }

  /// Notes with which post the source tells an article, or that it does not any more.
  func setNative(_ native: NativeID?, of entry: EntryID) throws {
    try db.run(
      """
      UPDATE telling SET native = ?, native_author = ?
      WHERE entry_id = ? AND source_id = ? AND is_post = 0
      """, [native?.id, native?.author, entry.rawValue, source.rawValue])
  }

  /// The posts that are shown in outline only, until they are read again.
  func doubted(limit: Int) throws -> [String] {
    try db.values(
      """
      SELECT native FROM telling
      WHERE source_id = ? AND is_shown = 1 AND is_post = 1 AND digest = zeroblob(16)
        AND native IS NOT NULL
      LIMIT ?
      """, [source.rawValue, limit])
  }

  /// Who else tells an entry: those who are listed before those who have left, those whom the operator lets
  /// speak before those who are held, and those whose words can be read again before those who are accounts.
  func heir(to entry: EntryID) throws -> Source.ID? {
    let number: Int64? = try db.value(
      """
      SELECT telling.source_id FROM telling CROSS JOIN source ON source.id = telling.source_id
      WHERE entry_id = ? AND telling.source_id <> ?
      ORDER BY retired IS NOT NULL,
        EXISTS (SELECT 1 FROM hold WHERE hold.source_id = telling.source_id),
        is_post, first_seen, telling.source_id
      LIMIT 1
      """, [entry.rawValue, source.rawValue])
    return number.map(Source.ID.init)
  }

  /// Forgets that the source ever told an entry.
  func forget(_ entry: EntryID) throws {
    for table in ["telling", "identity"] {
      try db.run(
        "DELETE FROM \(table) WHERE source_id = ? AND entry_id = ?",
        [source.rawValue, entry.rawValue])
    }
  }

  /// Has whatever the source says of an entry next pass for an edit.
  func doubt(_ entry: EntryID) throws {
    try db.run(
      "UPDATE telling SET digest = zeroblob(16), edits = 0 WHERE entry_id = ? AND source_id = ?",
      [entry.rawValue, source.rawValue])
  }

  /// Remembers a key under which the source knows the entry.
  func know(_ entry: EntryID, by key: EntryKey) throws {
    try db.run(
      "INSERT INTO identity(source_id, key, entry_id) VALUES (?, ?, ?)",
      [source.rawValue, Column.data(key), entry.rawValue])
  }
}
