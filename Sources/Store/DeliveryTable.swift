import Foundation
import GRDB
import Model

/// What is on its way to others' inboxes.
struct DeliveryTable {
  private let db: Database

  init(_ db: Database) {
    self.db = db
  }

  /// Does nothing where the activity already goes to that inbox, or is there no more.
  func insert(_ activity: Int64, to inbox: InboxAddress, due: Date) throws {
    try db.run(
      """
      INSERT OR IGNORE INTO delivery(activity_id, inbox, host, next_at)
      SELECT id, ?, ?, ? FROM activity WHERE id = ?
      """, [inbox.url, inbox.host, due.timeIntervalSince1970, activity])
  }

  func remove(_ delivery: Delivery) throws {
    try db.run(
      "DELETE FROM delivery WHERE activity_id = ? AND inbox = ?",
      [delivery.activity, delivery.inbox.url])
  }

  /// Ends an attempt that did not arrive.
  ///
  /// - Parameter next: when to try again; `nil` for never.
  func end(_ result: DeliveryResult, next: Date?) throws {
    try db.run(
      """
      UPDATE delivery SET attempt = ?, next_at = ?, lease_owner = NULL, lease_expiry = NULL,
        status = ?, reason = ?
      WHERE activity_id = ? AND inbox = ?
      """,
      [
        result.delivery.attempt + 1, next?.timeIntervalSince1970, result.status, result.reason,
        result.delivery.activity, result.delivery.inbox.url,
      ])
  }

  /// Has a delivery looked at later, as if it had not been handed out.
  func postpone(_ delivery: Delivery, until date: Double) throws {
    try db.run(
      """
      UPDATE delivery SET next_at = ?, lease_owner = NULL, lease_expiry = NULL
      WHERE activity_id = ? AND inbox = ?
      """, [date, delivery.activity, delivery.inbox.url])
  }

  /// Has what waited for this delivery looked at again.
  func wakeSuccessors(_ successors: [Int64], at inbox: InboxAddress, now: Date) throws {
    for id in successors {
      try db.run(
        """
        UPDATE delivery SET next_at = ?
        WHERE activity_id = ? AND inbox = ? AND next_at > ? AND lease_owner IS NULL
          AND attempt = 0
        """, [now.timeIntervalSince1970, id, inbox.url, now.timeIntervalSince1970])
    }
  }

  func release(owner: String, now: Date) throws {
    try db.run(
      """
      UPDATE delivery SET lease_owner = NULL, lease_expiry = NULL, next_at = ?
      WHERE lease_owner = ?
      """, [now.timeIntervalSince1970, owner])
  }

  func owners() throws -> [String] {
    try db.values(
      """
      SELECT DISTINCT lease_owner FROM delivery WHERE lease_owner IS NOT NULL
      ORDER BY lease_owner
      """)
  }

  func nextDue() throws -> Date? {
    let seconds: Double? = try db.value(
      "SELECT next_at FROM delivery WHERE next_at IS NOT NULL ORDER BY next_at LIMIT 1")
    return seconds.map(Date.init(timeIntervalSince1970:))
  }
}
