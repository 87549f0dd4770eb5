import Foundation
import GRDB
import Model

/// Brings entries into sight and out of it.
struct Visibility {
  private let db: Database

  init(_ db: Database) {
    self.db = db
  }

  func status(of id: EntryID) throws -> EntryStatus {
    let row = try db.row(
      "SELECT removed, due IS NOT NULL OR is_hidden = 1 FROM entry WHERE id = ?", [id.rawValue])
    guard let row else { return .unknown }
    if let removed = row[0] as Int64? { return .removed(Column.date(removed)) }
    return row[1] ? .hidden : .present
  }

  func releaseDue(now: Date) throws -> Int {
    let due: [Int64] = try db.values(
      "SELECT id FROM entry WHERE due IS NOT NULL AND due <= ? ORDER BY due, id",
      [Column.seconds(now)])
    guard !due.isEmpty else { return 0 }
    var mover = try EntryMover(db)
    for id in due {
      try mover.change(EntryID(rawValue: id)) {
        try db.run("UPDATE entry SET due = NULL WHERE id = ?", [id])
      }
    }
    try mover.finish()
    return due.count
  }

  func setHidden(_ isHidden: Bool, _ id: EntryID) throws {
    var mover = try EntryMover(db)
    try mover.change(id) {
      try db.run("UPDATE entry SET is_hidden = ? WHERE id = ?", [isHidden, id.rawValue])
    }
    try mover.finish()
  }

  /// Empties the entry's row and forgets who told it; the number, the name and the keys stay taken.
  func remove(_ id: EntryID, now: Date) throws {
    guard case .removed = try status(of: id) else { return try erase(id, now: now) }
  }

  private func erase(_ id: EntryID, now: Date) throws {
    var mover = try EntryMover(db)
    try mover.change(id, rewords: true) {
      try db.run("DELETE FROM telling WHERE entry_id = ?", [id.rawValue])
      try db.run(
        """
        UPDATE entry SET removed = ?, due = NULL, url = NULL, external_url = NULL,
          image_url = NULL, comments_url = NULL, rights = NULL, authors = NULL,
          categories = NULL, enclosures = NULL, title = '', excerpt = '', text = '',
          content = NULL
        WHERE id = ?
        """, [Column.seconds(now), id.rawValue])
    }
    try mover.finish()
    try Counter(.entries, db).add(-1)
  }
}
