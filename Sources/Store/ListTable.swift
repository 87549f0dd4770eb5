import GRDB
import Model

/// Which lists there are, and how long they are.
struct ListTable {
  private let db: Database

  init(_ db: Database) {
    self.db = db
  }

  func count(of list: EntryList) throws -> Int {
    try db.value("SELECT count FROM list WHERE id = ?", [ListNumber(list).rawValue]) ?? 0
  }

  /// The tags of the longest lists.
  func tags(limit: Int) throws -> [TagCount] {
    let rows = try db.rows(
      """
      SELECT tag, count FROM list WHERE tag IS NOT NULL AND count > 0
      ORDER BY count DESC, tag LIMIT ?
      """, [max(limit, 0)])
    return rows.map { TagCount(tag: $0[0], count: $0[1]) }
  }
}
