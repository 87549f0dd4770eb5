import Foundation
import GRDB
import Model

/// What is known of other servers.
struct HostTable {
  private let db: Database

  /// What is older than this is tried as often as it is, and no oftener.
  private static let freshness: TimeInterval = 5 * 86_400

  init(_ db: Database) {
    self.db = db
  }

  func circuit(of host: String) throws -> HostCircuit {
    let row = try db.row(
      """
      SELECT failures, failing_since, failing_days, last_failing_day, open_until, last_success,
        last_failure, reason
      FROM host WHERE name = ?
      """, [host])
    guard let row else { return HostCircuit() }
    var circuit = HostCircuit()
    circuit.failures = row[0]
    circuit.failingSince = Self.date(row[1])
    circuit.failingDays = row[2]
    circuit.lastFailingDay = row[3]
    circuit.openUntil = Self.date(row[4])
    circuit.lastSuccess = Self.date(row[5])
    circuit.lastFailure = Self.date(row[6])
    circuit.reason = row[7]
    return circuit
  }

  func write(_ circuit: HostCircuit, of host: String, now: Date) throws {
    try db.run(
      """
      INSERT INTO host(name, failures, failing_since, failing_days, last_failing_day, open_until,
        last_success, last_failure, reason, touched)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT(name) DO UPDATE SET failures = excluded.failures,
        failing_since = excluded.failing_since, failing_days = excluded.failing_days,
        last_failing_day = excluded.last_failing_day, open_until = excluded.open_until,
        last_success = ifnull(excluded.last_success, last_success),
        last_failure = ifnull(excluded.last_failure, last_failure), reason = excluded.reason,
        touched = excluded.touched
      """,
      [
        host, circuit.failures, circuit.failingSince?.timeIntervalSince1970, circuit.failingDays,
        circuit.lastFailingDay, circuit.openUntil?.timeIntervalSince1970,
        circuit.lastSuccess?.timeIntervalSince1970, circuit.lastFailure?.timeIntervalSince1970,
        circuit.reason, now.timeIntervalSince1970,
      ])
  }

  /// How signatures are written for a host, where that is not the usual way.
  func scheme(of host: String, now: Date) throws -> String? {
    try db.value(
      "SELECT scheme FROM host WHERE name = ? AND scheme_until > ? AND scheme IS NOT NULL",
      [host, now.timeIntervalSince1970])
  }

  func setScheme(_ scheme: String, until: Date, of host: String, now: Date) throws {
    try db.run(
      """
      INSERT INTO host(name, scheme, scheme_until, touched) VALUES (?, ?, ?, ?)
      ON CONFLICT(name) DO UPDATE SET scheme = excluded.scheme,
        scheme_until = excluded.scheme_until, touched = excluded.touched
      """, [host, scheme, until.timeIntervalSince1970, now.timeIntervalSince1970])
  }

  /// Has everything that waits for a host tried at once.
  func wake(_ host: String, now: Date) throws {
    try db.run(
      "UPDATE delivery SET next_at = ? WHERE host = ? AND next_at > ? AND lease_owner IS NULL",
      [now.timeIntervalSince1970, host, now.timeIntervalSince1970])
  }

  /// Has one of the deliveries that wait for a host tried at once, the one with the most tries left; that try
  /// does not count.
  private func wakeOne(_ host: String, now: Date) throws {
    try db.run(
      """
      UPDATE delivery SET next_at = ?1, attempt = max(attempt - 1, 0)
      WHERE (activity_id, inbox) IN (
        SELECT activity_id, inbox FROM delivery
        WHERE host = ?2 AND next_at > ?1 AND lease_owner IS NULL AND EXISTS (
          SELECT 1 FROM activity WHERE id = activity_id AND made > ?3)
        ORDER BY attempt, activity_id DESC LIMIT 1)
      """,
      [
        now.timeIntervalSince1970, host, now.timeIntervalSince1970 - Self.freshness,
      ])
  }

  /// Knows a host that failed as one that is there.
  ///
  /// What waits for it stays where it is until one delivery has arrived: its tries must not be spent on a
  /// host that speaks and does not listen.
  func heard(_ host: String, now: Date) throws {
    let former = try circuit(of: host)
    var circuit = former
    circuit.hear(now: now)
    guard circuit != former else { return }
    try write(circuit, of: host, now: now)
    if former.isClosed(to: now), !circuit.isClosed(to: now) { try wakeOne(host, now: now) }
  }

  private static func date(_ seconds: Double?) -> Date? {
    seconds.map(Date.init(timeIntervalSince1970:))
  }
}
