import GRDB
import Model

/// Those who tell an entry and may be shown with it: whom the operator's list names, and who are not held.
struct FreeTellers {
  private let db: Database

  private static let tellings = """
    FROM telling CROSS JOIN source ON source.id = telling.source_id
    WHERE retired IS NULL
      AND NOT EXISTS (SELECT 1 FROM hold WHERE hold.source_id = telling.source_id)
    """

  /// Whether there are any, in a query of `entry`.
  static let exist = "EXISTS (SELECT 1 \(tellings) AND telling.entry_id = entry.id)"

  init(_ db: Database) {
    self.db = db
  }

  /// The source with which an entry is kept back that nobody has seen yet, where that is none of them.
  func keeper(of entry: EntryID) throws -> Source.ID? {
    let number: Int64? = try db.value(
      """
      SELECT source_id FROM entry WHERE id = ? AND due <> ? AND NOT EXISTS (
        SELECT 1 \(Self.tellings) AND telling.entry_id = entry.id
          AND telling.source_id = entry.source_id)
      """, [entry.rawValue, Column.untilListed])
    return number.map(Source.ID.init)
  }

  /// The one to be shown; those whose words can be read again before those who are accounts.
  func first(of entry: EntryID) throws -> Source.ID? {
    let number: Int64? = try db.value(
      """
      SELECT telling.source_id \(Self.tellings) AND telling.entry_id = ?
      ORDER BY is_post, telling.first_seen, telling.source_id LIMIT 1
      """, [entry.rawValue])
    return number.map(Source.ID.init)
  }
}
