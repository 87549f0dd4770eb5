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

  /// The names of those that are gone for ever.
  func ended() throws -> Set<String> {
    Set(try db.values("SELECT handle FROM actor WHERE deleted IS NOT NULL AND handle > ''"))
  }

  func setProfile(_ profile: EntryKey, of handle: String) throws {
    try db.run(
      """
      INSERT INTO actor(handle, profile) VALUES (?, ?)
      ON CONFLICT(handle) DO UPDATE SET profile = excluded.profile
      """, [handle, Column.data(profile)])
  }

  /// Gives whether it moves: not where it has moved before, or is gone.
  func move(_ handle: String, to target: String, now: Date) throws -> Bool {
    try db.run(
      """
      INSERT INTO actor(handle, moved_to, moved) VALUES (?, ?, ?)
      ON CONFLICT(handle) DO UPDATE SET moved_to = excluded.moved_to, moved = excluded.moved
        WHERE moved_to IS NULL AND deleted IS NULL
      """, [handle, target, now.timeIntervalSince1970])
    return db.changesCount > 0
  }

  /// Gives whether it was there until now.
  func delete(_ handle: String, now: Date) throws -> Bool {
    try db.run(
      """
      INSERT INTO actor(handle, deleted) VALUES (?, ?)
      ON CONFLICT(handle) DO UPDATE SET deleted = excluded.deleted WHERE deleted IS NULL
      """, [handle, now.timeIntervalSince1970])
    return db.changesCount > 0
  }

  func hasFollowers(anyOf actors: [String]) throws -> Bool {
    for actor in actors
    where try db.exists("SELECT 1 FROM follower WHERE actor = ? LIMIT 1", [actor]) {
      return true
    }
    return false
  }
}
