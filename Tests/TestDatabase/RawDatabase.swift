import GRDB

/// A store's file, seen past the store.
public struct RawDatabase {
  private let queue: DatabaseQueue

  public init(_ path: String) throws {
    queue = try DatabaseQueue(path: path)
  }

  public func execute(_ sql: String) throws {
    try queue.write { db in try db.execute(sql: sql) }
  }

  public func rows(_ sql: String) throws -> [String] {
    try queue.read { db in
      try Row.fetchAll(db, sql: sql).map { row in
        row.databaseValues.map { $0.storage.value.map { "\($0)" } ?? "NULL" }
          .joined(separator: "|")
      }
    }
  }

  /// Lists whose count is not the number of entries in them; empty as long as all is well.
  public func miscounted() throws -> [String] {
    try rows(
      """
      SELECT key, count, (SELECT count(*) FROM listing WHERE list_id = list.id) AS found
      FROM list WHERE count <> found OR count = 0
      """)
  }

  /// Every row of every table, times of asking aside.
  public func contents() throws -> [String: [String]] {
    let tables = try rows(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'search_%'")
    var contents: [String: [String]] = [:]
    for table in tables { contents[table] = try rows("SELECT * FROM \(table)").sorted() }
    return contents
  }

  public func close() throws {
    try queue.close()
  }
}
