import Foundation
import GRDB
import Model

/// What our actors have told of themselves.
struct ActorTable {
  private let db: Database

  init(_ db: Database) {
    self.db = db
  }

  func record(of handle: String) throws -> ActorRecord {
    let row = try db.row(
      "SELECT profile, moved_to, moved, deleted FROM actor WHERE handle = ?", [handle])
    guard let row else { return ActorRecord() }
    return ActorRecord(
      profile: (row[0] as Data?).map(Column.key), movedTo: row[1],
      moved: (row[2] as Double?).map(Date.init(timeIntervalSince1970:)),
      deleted: (row[3] as Double?).map(Date.init(timeIntervalSince1970:)))
  }

  func write(_ record: ActorRecord, of handle: String) throws {
    try db.run(
      """
      INSERT INTO actor(handle, profile, moved_to, moved, deleted) VALUES (?, ?, ?, ?, ?)
      ON CONFLICT(handle) DO UPDATE SET profile = excluded.profile, moved_to = excluded.moved_to,
        moved = excluded.moved, deleted = excluded.deleted
      """,
      [
        handle, record.profile.map(Column.data), record.movedTo,
        record.moved?.timeIntervalSince1970, record.deleted?.timeIntervalSince1970,
      ])
  }

  func hasFollowers(anyOf actors: [String]) throws -> Bool {
    for actor in actors
    where try db.exists("SELECT 1 FROM follower WHERE actor = ? LIMIT 1", [actor]) {
      return true
    }
    return false
  }
}
