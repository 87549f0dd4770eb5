import Foundation
import GRDB

/// Ends what is kept of deliveries and hosts.
struct DeliveryExpiry {
  private let now: Double
  private let db: Database

  private static let day = 86_400.0
  /// An inbox is tried for five days; what came of it is kept for seven more.
  private static let activities = 12 * day
  private static let queue = 30 * day
  private static let followers = 90 * day
  /// Longer than a follower of a host that is gone is kept.
  private static let hosts = 120 * day
  private static let hostLimit = 20_000
  private static let hostQueue = 10_000
  /// How many activities one run ends, so that nobody waits long for the next transaction.
  private static let batch = 10_000

  init(now: Date, _ db: Database) {
    self.now = now.timeIntervalSince1970
    self.db = db
  }

  func run() throws {
    try forgetFollowersOfTheDeleted()
    try endOldActivities()
    try giveUpDeadHosts()
    try boundQueues()
    try db.run("DELETE FROM host WHERE touched < ?", [now - Self.hosts])
    try db.run(
      """
      DELETE FROM host WHERE name IN (
        SELECT name FROM host ORDER BY touched DESC LIMIT -1 OFFSET ?)
      """, [Self.hostLimit])
    try db.run("DELETE FROM former_key WHERE retired < ?", [now - Self.queue])
  }

  /// An actor that is gone has no followers any more, once everybody has been told so.
  private func forgetFollowersOfTheDeleted() throws {
    let actors: [String] = try db.values(
      """
      SELECT handle FROM actor WHERE deleted IS NOT NULL AND EXISTS (
        SELECT 1 FROM follower WHERE actor = handle)
      """)
    for actor in actors {
      let isOnItsWay = try db.exists(
        """
        SELECT 1 FROM activity WHERE actor = ? AND kind = 'Delete' AND (
          audience IS NOT NULL OR EXISTS (
            SELECT 1 FROM delivery WHERE activity_id = activity.id AND next_at IS NOT NULL)) LIMIT 1
        """, [actor])
      if !isOnItsWay { try db.run("DELETE FROM follower WHERE actor = ?", [actor]) }
    }
  }

  /// A quote is allowed for as long as it stands.
  private func endOldActivities() throws {
    let stale: [Int64] = try db.values(
      "SELECT id FROM activity WHERE made < ? ORDER BY made LIMIT ?",
      [now - Self.queue, Self.batch])
    for id in stale {
      try db.run(
        "DELETE FROM delivery WHERE activity_id = ? AND lease_owner IS NULL", [id])
    }
    let ids: [Int64] = try db.values(
      """
      SELECT id FROM activity WHERE made < ? AND audience IS NULL AND kind <> 'QuoteAuthorization' AND NOT EXISTS (
        SELECT 1 FROM delivery WHERE activity_id = activity.id AND next_at IS NOT NULL)
      ORDER BY made LIMIT ?
      """, [now - Self.activities, Self.batch])
    try ActivityTable(db).remove(ids)
  }

  private func giveUpDeadHosts() throws {
    let failing = "SELECT name FROM host WHERE failing_since < ? AND failing_days >= 7"
    let silent: [String] = try db.values(failing, [now - Self.queue])
    for host in silent {
      // The newest stays, to try the host by.
      try db.run(
        """
        DELETE FROM delivery
        WHERE host = ?1 AND next_at IS NOT NULL AND lease_owner IS NULL
          AND (activity_id, inbox) <> (
            SELECT activity_id, inbox FROM delivery
            WHERE host = ?1 AND next_at IS NOT NULL ORDER BY activity_id DESC LIMIT 1)
        """, [host])
    }
    let gone: [String] = try db.values(failing, [now - Self.followers])
    for host in gone { try db.run("DELETE FROM follower WHERE host = ?", [host]) }
  }

  /// The oldest go first: what is new is what people want to read.
  private func boundQueues() throws {
    let rows = try db.rows(
      "SELECT host, count(*) - ? FROM delivery GROUP BY host HAVING count(*) > ?",
      [Self.hostQueue, Self.hostQueue])
    for row in rows {
      try db.run(
        """
        DELETE FROM delivery WHERE (activity_id, inbox) IN (
          SELECT activity_id, inbox FROM delivery WHERE host = ? AND lease_owner IS NULL
          ORDER BY activity_id LIMIT ?)
        """, [row[0] as String, row[1] as Int])
    }
  }
}
