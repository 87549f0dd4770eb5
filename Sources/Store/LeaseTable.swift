import Foundation
import GRDB
import Model

/// Who is asking which source at the moment.
struct LeaseTable {
  private let db: Database

  init(_ db: Database) {
    self.db = db
  }

  func lease(
    to owner: String, now: Date, until expiry: Date, limit: Int, dueOnly: Bool
  ) throws -> [Source] {
    let now = now.timeIntervalSince1970
    let ids: [Int64] = try db.values(
      """
      SELECT id FROM source
      WHERE is_asked = 1 AND next_check <= ? AND (lease_expiry IS NULL OR lease_expiry <= ?)
      ORDER BY next_check, id LIMIT ?
      """, [dueOnly ? now : .infinity, now, max(limit, 0)])
    return try ids.compactMap { id in
      let source = try SourceTable(db).source(Source.ID(rawValue: id))
      let expiry = expiry.timeIntervalSince1970
      try db.run(
        "UPDATE source SET lease_owner = ?, lease_expiry = ?, next_check = ? WHERE id = ?",
        [owner, expiry, expiry, id])
      return source
    }
  }

  /// Ends a lease that led to a result.
  func end(_ source: Source.ID, owner: String) throws {
    try db.run(
      """
      UPDATE source SET lease_owner = NULL, lease_expiry = NULL
      WHERE id = ? AND lease_owner = ?
      """, [source.rawValue, owner])
  }

  /// The state still says when a source was due before it was leased.
  func release(owner: String) throws {
    try db.run(
      """
      UPDATE source SET lease_owner = NULL, lease_expiry = NULL,
        next_check = json_extract(state, '$.nextCheck') * 1.0
      WHERE lease_owner = ?
      """, [owner])
  }

  func nextDue() throws -> Date? {
    let seconds: Double? = try db.value(
      "SELECT next_check FROM source WHERE is_asked = 1 ORDER BY next_check LIMIT 1")
    return seconds.map { Date(timeIntervalSince1970: $0) }
  }
}
