import Foundation
import GRDB
import Model

/// What our actors are still to tell.
struct AnnouncementReader {
  private let db: Database

  init(_ db: Database) {
    self.db = db
  }

  /// The longest due first.
  func due(
    _ kinds: Set<Announcement.Kind>, now: Date, limit: Int
  ) throws -> [Announcement] {
    var found: [Announcement] = []
    for kind in Announcement.Kind.allCases where kinds.contains(kind) {
      let rows = try db.rows(
        """
        SELECT id, actor, entry_id, due, tries FROM announcement WHERE kind = ? AND due <= ?
        ORDER BY due, id LIMIT ?
        """, [kind.rawValue, now.timeIntervalSince1970, limit])
      found += rows.map { row in
        Announcement(
          id: row[0], actor: row[1], entry: EntryID(rawValue: row[2]), kind: kind,
          due: Date(timeIntervalSince1970: row[3]), tries: row[4])
      }
    }
    return Array(found.sorted { ($0.due, $0.id) < ($1.due, $1.id) }.prefix(limit))
  }

  func nextDue() throws -> Date? {
    let seconds: Double? = try db.value(
      "SELECT due FROM announcement WHERE due >= 0 ORDER BY due LIMIT 1")
    return seconds.map(Date.init(timeIntervalSince1970:))
  }

  func postpone(_ announcement: Announcement, until: Date, asTry isTry: Bool) throws {
    try db.run(
      "UPDATE announcement SET due = ?, tries = tries + ? WHERE id = ?",
      [until.timeIntervalSince1970, isTry ? 1 : 0, announcement.id])
  }

  /// Gives whether it was still there: whoever removes it is the one to tell it.
  func remove(_ announcement: Announcement) throws -> Bool {
    try db.run("DELETE FROM announcement WHERE id = ?", [announcement.id])
    return db.changesCount > 0
  }

  /// Forgets what was to be said of an entry before it was withdrawn.
  func removeEarlier(than announcement: Announcement) throws {
    try db.run(
      "DELETE FROM announcement WHERE entry_id = ? AND actor = ? AND id < ?",
      [announcement.entry.rawValue, announcement.actor, announcement.id])
  }
}
