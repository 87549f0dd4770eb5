import Foundation
import GRDB

/// What was done with our notes.
struct ReactionTable {
  private let db: Database

  init(_ db: Database) {
    self.db = db
  }

  /// Gives whether it is a new one: everybody counts once for each note.
  func put(_ reaction: Reaction) throws -> Bool {
    let isKnown = try db.exists(
      "SELECT 1 FROM reaction WHERE note = ? AND kind = ? AND actor = ?",
      [reaction.note, reaction.kind.rawValue, reaction.actor])
    // Under the newest id, for that is the one that will be undone.
    try db.run(
      """
      INSERT INTO reaction(note, kind, actor, host, activity, at) VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT(note, kind, actor) DO UPDATE SET activity = excluded.activity
      """,
      [
        reaction.note, reaction.kind.rawValue, reaction.actor, reaction.host, reaction.activity,
        reaction.at.timeIntervalSince1970,
      ])
    return !isKnown
  }

  /// Takes back what an actor did, known by the note or else by the activity.
  func remove(
    of actor: String, note: String?, kind: Reaction.Kind?, activity: String?
  ) throws -> Bool {
    if let note, let kind {
      try db.run(
        "DELETE FROM reaction WHERE note = ? AND kind = ? AND actor = ?",
        [note, kind.rawValue, actor])
    } else {
      try db.run("DELETE FROM reaction WHERE actor = ? AND activity = ?", [actor, activity])
    }
    return db.changesCount > 0
  }

  func remove(of actor: String) throws {
    try db.run("DELETE FROM reaction WHERE actor = ?", [actor])
  }

  func contains(_ actor: String) throws -> Bool {
    try db.exists("SELECT 1 FROM reaction WHERE actor = ? LIMIT 1", [actor])
  }

  func tally(of note: String) throws -> NoteTally {
    var tally = NoteTally()
    let rows = try db.rows(
      "SELECT kind, count(*) FROM reaction WHERE note = ? GROUP BY kind", [note])
    for row in rows {
      switch Reaction.Kind(rawValue: row[0]) {
      case .like: tally.likes = row[1]
      case .share: tally.shares = row[1]
      case nil: continue
      }
    }
    tally.replies = try ReplyTable(db).count(of: note)
    return tally
  }
}
