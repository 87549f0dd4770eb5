import Foundation
import GRDB

/// The activities of our actors.
struct ActivityTable {
  private let db: Database

  /// So many answers of one kind are kept for one host; the oldest go first (federation rule S21).
  private static let mostAnswers = 10_000
  private static let answersEnded = 500

  init(_ db: Database) {
    self.db = db
  }

  /// Writes an activity that goes to the followers of these actors, and to these inboxes, each once.
  func insert(
    _ activity: OutgoingActivity, toFollowersOf actors: [String], and inboxes: [InboxAddress] = []
  ) throws {
    try insert(activity, audience: try Column.json(actors))
    try deliver(activity, to: inboxes)
  }

  /// Writes an activity that goes to these inboxes and nobody else.
  func insert(_ activity: OutgoingActivity, to inboxes: [InboxAddress]) throws {
    try insert(activity, audience: nil)
    try deliver(activity, to: inboxes)
  }

  /// Writes what a host has asked for, and sends it to one inbox.
  ///
  /// An answer takes the place of an earlier one to the same, for it may be asked for again at any time.
  func insert(
    _ answer: OutgoingActivity, to inbox: InboxAddress, answering host: String
  ) throws {
    try remove(
      db.values(
        "SELECT id FROM activity WHERE object = ? AND kind = ? AND actor = ?",
        [answer.object, answer.kind, answer.actor]))
    try write(answer, for: host)
    try deliver(answer, to: [inbox])
  }

  /// Writes a document that a host has asked for and that stands there for whoever wants to see it.
  func publish(_ document: OutgoingActivity, for host: String) throws {
    try remove(db.values("SELECT id FROM activity WHERE path = ?", [document.path]))
    try write(document, for: host)
  }

  private func write(_ answer: OutgoingActivity, for host: String) throws {
    let isFull = try db.exists(
      "SELECT 1 FROM activity WHERE host = ? AND kind = ? LIMIT 1 OFFSET ?",
      [host, answer.kind, Self.mostAnswers - 1])
    if isFull {
      try remove(
        db.values(
          "SELECT id FROM activity WHERE host = ? AND kind = ? ORDER BY id LIMIT ?",
          [host, answer.kind, Self.answersEnded]))
    }
    try insert(answer, audience: nil, host: host)
  }

  /// Ends activities, with whatever is on its way of them.
  func remove(_ ids: [Int64]) throws {
    for id in ids {
      try db.run("DELETE FROM delivery WHERE activity_id = ?", [id])
      try db.run("DELETE FROM activity WHERE id = ?", [id])
    }
  }

  private func deliver(_ activity: OutgoingActivity, to inboxes: [InboxAddress]) throws {
    let id = db.lastInsertedRowID
    for inbox in inboxes { try DeliveryTable(db).insert(id, to: inbox, due: activity.made) }
  }

  private func insert(
    _ activity: OutgoingActivity, audience: String?, host: String? = nil
  ) throws {
    try db.run(
      """
      INSERT INTO activity(path, actor, kind, object, body, made, audience, host)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        activity.path, activity.actor, activity.kind, activity.object, Data(activity.body),
        activity.made.timeIntervalSince1970, audience, host,
      ])
  }
}
