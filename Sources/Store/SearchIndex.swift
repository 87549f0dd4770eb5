import GRDB
import Model

/// The words of the entries that are to be found.
struct SearchIndex {
  private let db: Database

  /// What its author keeps out of searches (FEP-5feb) is never taken in, nor taken out.
  private static let isSearchable = """
    NOT EXISTS (
      SELECT 1 FROM federated WHERE federated.entry_id = entry.id AND is_searchable = 0)
    """

  init(_ db: Database) {
    self.db = db
  }

  /// Takes in the words of entries.
  ///
  /// FTS5 writes a segment of its index at the end of every such statement, and whenever a row has a lower
  /// number than the one before: hence one statement, in ascending order.
  func insert(_ ids: [EntryID]) throws {
    guard !ids.isEmpty else { return }
    let list = "[" + ids.sorted().map { String($0.rawValue) }.joined(separator: ",") + "]"
    try db.run(
      """
      INSERT INTO search(rowid, title, text)
      SELECT entry.id, entry.title, entry.text
      FROM json_each(?) AS wanted CROSS JOIN entry ON entry.id = wanted.value
      WHERE \(Self.isSearchable)
      """, [list])
  }

  /// To be called before the entry's words change: the index forgets words only by being told them.
  func remove(_ id: EntryID) throws {
    try db.run(
      """
      INSERT INTO search(search, rowid, title, text)
      SELECT 'delete', id, title, text FROM entry WHERE id = ? AND \(Self.isSearchable)
      """, [id.rawValue])
  }
}
