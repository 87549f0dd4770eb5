import Foundation
import GRDB

/// Activities that wait for a look at another server.
///
/// Those of followed accounts and those of strangers each have their own room, so that nobody is crowded
/// out by whom nobody here has chosen.
struct ErrandTable {
  private let db: Database

  /// So many wait at most, and so many of one actor; what comes on top is passed over.
  private struct Room {
    var all: Int
    var perSigner: Int

    static func of(_ origin: Errand.Origin) -> Room {
      switch origin {
      case .followed: Room(all: 10_000, perSigner: 500)
      case .stranger: Room(all: 2000, perSigner: 50)
      }
    }
  }

  /// What a stranger sends is only a hint where to look; more than this, in bytes, is passed over.
  static let strangerLimit = 64 << 10

  init(_ db: Database) {
    self.db = db
  }

  func insert(_ origin: Errand.Origin, signer: String, body: [UInt8], now: Date) throws {
    let room = Room.of(origin)
    let isFollowed = origin == .followed
    let isFull =
      try db.exists(
        "SELECT 1 FROM errand WHERE is_followed = ? LIMIT 1 OFFSET ?", [isFollowed, room.all - 1])
      || db.exists(
        "SELECT 1 FROM errand WHERE signer = ? LIMIT 1 OFFSET ?", [signer, room.perSigner - 1])
    guard !isFull else { return }
    try db.run(
      "INSERT INTO errand(signer, body, next_at, is_followed) VALUES (?, ?, ?, ?)",
      [signer, Data(body), now.timeIntervalSince1970, isFollowed])
  }

  /// - Parameter signers: whose errands are left out.
  func due(
    _ origin: Errand.Origin, sparing signers: Set<String>, now: Date, limit: Int
  ) throws -> [Errand] {
    try db.rows(
      """
      SELECT id, signer, body, attempt FROM errand
      WHERE is_followed = ? AND next_at <= ? AND signer NOT IN (SELECT value FROM json_each(?))
      ORDER BY next_at, id LIMIT ?
      """,
      [
        origin == .followed, now.timeIntervalSince1970, try Column.json(signers.sorted()), limit,
      ]
    ).map { row in
      Errand(
        id: row[0], origin: origin, signer: row[1], body: Array(row[2] as Data), attempt: row[3])
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

  func expire(before date: Date) throws {
    for isFollowed in [true, false] {
      try db.run(
        "DELETE FROM errand WHERE is_followed = ? AND next_at < ?",
        [isFollowed, date.timeIntervalSince1970])
    }
  }
}
