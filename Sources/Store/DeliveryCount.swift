import Foundation
import GRDB
import Model

/// Counts what is on its way.
struct DeliveryCount {
  private let db: Database

  /// The most failing hosts that are named.
  private static let hosts = 100

  init(_ db: Database) {
    self.db = db
  }

  func health(now: Date) throws -> DeliveryHealth {
    let queued: Int? = try db.value("SELECT count(*) FROM delivery WHERE next_at IS NOT NULL")
    let failed: Int? = try db.value("SELECT count(*) FROM delivery WHERE next_at IS NULL")
    let oldest: Double? = try db.value(
      """
      SELECT made FROM activity WHERE id = (
        SELECT min(activity_id) FROM delivery WHERE next_at IS NOT NULL)
      """)
    return DeliveryHealth(
      queued: queued ?? 0, oldestAge: oldest.map { Int(now.timeIntervalSince1970 - $0) },
      failed: failed ?? 0, failingHosts: try failingHosts())
  }

  private func failingHosts() throws -> [DeliveryHealth.FailingHost] {
    let rows = try db.rows(
      """
      SELECT name, failing_since, open_until, failing_days, reason FROM host
      WHERE failing_since IS NOT NULL ORDER BY failing_since, name LIMIT ?
      """, [Self.hosts])
    return rows.map { row in
      var circuit = HostCircuit()
      circuit.failingDays = row[3]
      return DeliveryHealth.FailingHost(
        name: row[0], since: Date(timeIntervalSince1970: row[1]),
        openUntil: (row[2] as Double?).map(Date.init(timeIntervalSince1970:)),
        isSuspended: circuit.isSuspended, reason: row[4])
    }
  }
}
