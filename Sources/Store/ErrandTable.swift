import Foundation
import GRDB

/// Activities that wait for a look at another server.
struct ErrandTable {
  private let db: Database

  /// So many wait at most, and so many of one actor; what comes on top is passed over.
  private static let most = 10_000
  private static let mostPerSigner = 200

  /// What a stranger sends is only a hint where to look; more than this, in bytes, is passed over.
  static let strangerLimit = 64 << 10

  init(_ db: Database) {
    self.db = db
  }

  func insert(signer: String, body: [UInt8], now: Date) throws {
    let isFull =
      try db.exists(
        "SELECT 1 FROM errand WHERE next_at >= 0 LIMIT 1 OFFSET ?", [Self.most - 1])
      || db.exists(
        "SELECT 1 FROM errand WHERE signer = ? LIMIT 1 OFFSET ?", [signer, Self.mostPerSigner - 1])
    guard !isFull else { return }
    try db.run(
      "INSERT INTO errand(signer, body, next_at) VALUES (?, ?, ?)",
      [signer, Data(body), now.timeIntervalSince1970])
  }

  func due(now: Date, limit: Int) throws -> [Errand] {
    try db.rows(
      "SELECT id, signer, body, attempt FROM errand WHERE next_at <= ? ORDER BY next_at, id LIMIT ?",
      [now.timeIntervalSince1970, limit]
    ).map { row in
      Errand(id: row[0], signer: row[1], body: Array(row[2] as Data), attempt: row[3])
    }
  }

  func postpone(_ id: Int64, until date: Date) throws {
    try db.run(
      "UPDATE errand SET attempt = attempt + 1, next_at = ? WHERE id = ?",
      [date.timeIntervalSince1970, id])
  }

  func remove(_ id: Int64) throws {
    try db.run("DELETE FROM errand WHERE id = ?", [id])
  }
}
