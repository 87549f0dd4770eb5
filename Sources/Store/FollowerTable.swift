import Foundation
import GRDB

/// Who follows our actors.
struct FollowerTable {
  private let db: Database

  init(_ db: Database) {
    self.db = db
  }

  /// Gives whether it is a new one.
  func put(_ follower: Follower) throws -> Bool {
    let isKnown = try db.exists(
      "SELECT 1 FROM follower WHERE actor = ? AND id = ?", [follower.actor, follower.id])
    try db.run(
      """
      INSERT INTO follower(actor, id, inbox, target, host, follow, since)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT(actor, id) DO UPDATE SET inbox = excluded.inbox, target = excluded.target,
        host = excluded.host, follow = excluded.follow, missing_days = 0
      """,
      [
        follower.actor, follower.id, follower.inbox, follower.target, follower.host,
        follower.follow, follower.since.timeIntervalSince1970,
      ])
    return !isKnown
  }

  /// Gives whether there was one.
  func remove(_ id: String, from actor: String?, follow: String?) throws -> Bool {
    if let actor {
      try db.run("DELETE FROM follower WHERE actor = ? AND id = ?", [actor, id])
    } else {
      try db.run("DELETE FROM follower WHERE id = ? AND follow = ?", [id, follow])
    }
    return db.changesCount > 0
  }

  func remove(_ id: String) throws {
    try db.run("DELETE FROM follower WHERE id = ?", [id])
  }

  func count(of actor: String) throws -> Int {
    try db.value("SELECT count(*) FROM follower WHERE actor = ?", [actor]) ?? 0
  }

  func isFollower(_ id: String) throws -> Bool {
    try db.exists("SELECT 1 FROM follower WHERE id = ? LIMIT 1", [id])
  }

  /// In the order of their ids.
  func followers(of actor: String, after id: String?, limit: Int) throws -> [Follower] {
    try db.rows(
      """
      SELECT actor, id, inbox, target, host, follow, since FROM follower
      WHERE actor = ? AND id > ? ORDER BY id LIMIT ?
      """, [actor, id ?? "", limit]
    ).map { row in
      Follower(
        actor: row[0], id: row[1], inbox: row[2], target: row[3], host: row[4], follow: row[5],
        since: Date(timeIntervalSince1970: row[6]))
    }
  }
}
