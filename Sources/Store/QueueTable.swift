import Foundation
import GRDB

/// Activities that still wait to be sent.
struct QueueTable {
  private let db: Database

  /// How many activities on one object are looked at, the newest first.
  private static let memory = 32

  init(_ db: Database) {
    self.db = db
  }

  /// Takes waiting activities of these kinds on an object out of the queue, each inbox that was never
  /// tried; what is under way or was tried once may have arrived, and stays.
  func drop(_ kinds: Set<String>, on object: String, by actor: String) throws {
    for kind in kinds.sorted() {
      let ids: [Int64] = try db.values(
        "SELECT id FROM activity WHERE object = ? AND kind = ? AND actor = ?",
        [object, kind, actor])
      for id in ids {
        try db.run("UPDATE activity SET audience = NULL, progress = NULL WHERE id = ?", [id])
        try db.run(
          """
          DELETE FROM delivery WHERE activity_id = ? AND attempt = 0 AND lease_owner IS NULL
            AND next_at IS NOT NULL
          """, [id])
      }
    }
  }

  /// The activities on an object that were made before this one.
  func earlier(than id: Int64, on object: String) throws -> [Int64] {
    try db.values(
      "SELECT id FROM activity WHERE object = ? AND id < ? ORDER BY id DESC LIMIT ?",
      [object, id, Self.memory])
  }

  func later(than id: Int64) throws -> [Int64] {
    try db.values(
      """
      SELECT later.id FROM activity JOIN activity AS later
        ON later.object = activity.object AND later.id > activity.id
      WHERE activity.id = ? ORDER BY later.id LIMIT ?
      """, [id, Self.memory])
  }

  func activity(_ id: Int64) throws -> OutgoingActivity? {
    try db.row("SELECT path, actor, kind, object, body, made FROM activity WHERE id = ?", [id])
      .map(Self.activity)
  }

  func activity(path: String) throws -> OutgoingActivity? {
    try db.row("SELECT path, actor, kind, object, body, made FROM activity WHERE path = ?", [path])
      .map(Self.activity)
  }

  private static func activity(_ row: Row) -> OutgoingActivity {
    OutgoingActivity(
      path: row[0], actor: row[1], kind: row[2], object: row[3], body: Array(row[4] as Data),
      made: Date(timeIntervalSince1970: row[5]))
  }
}
