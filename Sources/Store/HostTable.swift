import Foundation
import GRDB
import Model

/// What is known of other servers.
struct HostTable {
  private let db: Database

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

  /// Knows a host that failed as one that is there; gives whether it had failed.
  func spoke(_ host: String, now: Date) throws -> Bool {
    let former = try circuit(of: host)
    guard former.failingSince != nil || former.openUntil != nil else { return false }
    var circuit = former
    circuit.succeed(now: now)
    try write(circuit, of: host, now: now)
    if former.isProbed { try wake(host, now: now) }
    return true
  }

  private static func date(_ seconds: Double?) -> Date? {
    seconds.map(Date.init(timeIntervalSince1970:))
  }
}
