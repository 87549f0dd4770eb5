import Foundation
import GRDB

/// The activities of our actors.
struct ActivityTable {
  private let db: Database

  init(_ db: Database) {
    self.db = db
  }

  /// Writes an activity that goes to the followers of these actors, each inbox once.
  func insert(_ activity: OutgoingActivity, toFollowersOf actors: [String]) throws {
    try insert(activity, audience: try Column.json(actors))
  }

  /// Writes an activity that goes to these inboxes and nobody else.
  func insert(_ activity: OutgoingActivity, to inboxes: [InboxAddress]) throws {
    try insert(activity, audience: nil)
    let id = db.lastInsertedRowID
    for inbox in inboxes {
      try db.run(
        "INSERT OR IGNORE INTO delivery(activity_id, inbox, host, next_at) VALUES (?, ?, ?, ?)",
        [id, inbox.url, inbox.host, activity.made.timeIntervalSince1970])
    }
  }

  private func insert(_ activity: OutgoingActivity, audience: String?) throws {
    try db.run(
      """
      INSERT INTO activity(path, actor, kind, object, body, made, audience)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      """,
      [
        activity.path, activity.actor, activity.kind, activity.object, Data(activity.body),
        activity.made.timeIntervalSince1970, audience,
      ])
  }
}
