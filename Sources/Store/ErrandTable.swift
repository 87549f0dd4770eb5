import Foundation
import GRDB

/// Activities that wait for a look at another server.
struct ErrandTable {
  private let db: Database

  /// So many wait at most, and so many of one actor; what comes on top is passed over.
  private static let most = 10_000
  private static let mostPerSigner = 200

  init(_ db: Database) {
    self.db = db
  }

  func insert(signer: String, body: [UInt8], now: Date) throws {
    let all: Int = try db.value("SELECT count(*) FROM errand") ?? 0
    guard all < Self.most else { return }
    if all >= Self.mostPerSigner {
      let own: Int = try db.value("SELECT count(*) FROM errand WHERE signer = ?", [signer]) ?? 0
      guard own < Self.mostPerSigner else { return }
    }
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
