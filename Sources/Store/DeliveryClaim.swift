import Foundation
import GRDB
import Model

/// Hands out deliveries that are due, so that no host is overrun and no object's story is told out of
/// order.
///
/// What cannot go now is put off a little, so that it is not looked at again at once.
struct DeliveryClaim {
  private let owner: String
  private let now: Double
  private let expiry: Double
  private let queue: QueueTable
  private let hosts: HostTable
  private let db: Database
  private var circuits: [String: HostCircuit] = [:]
  /// How many of each host's deliveries are out.
  private var taken: [String: Int]
  private var skipped: [String: Int] = [:]
  private var earlier: [Int64: [Int64]] = [:]
  private var load = DeliveryLoad()

  /// The most deliveries of one host that are out at a time.
  private static let perHost = 64
  /// How often it looks for more where some cannot go now.
  private static let looks = 4

  /// - Parameter taken: how many deliveries of each host the owner holds already.
  init(owner: String, taken: [String: Int], now: Date, until expiry: Date, _ db: Database) {
    self.owner = owner
    self.taken = taken
    self.now = now.timeIntervalSince1970
    self.expiry = expiry.timeIntervalSince1970
    queue = QueueTable(db)
    hosts = HostTable(db)
    self.db = db
  }

  static let due = """
    SELECT activity_id, inbox, host, attempt FROM delivery WHERE next_at <= ?
    ORDER BY next_at LIMIT ?
    """

  mutating func take(limit: Int) throws -> DeliveryLoad {
    for _ in 0..<Self.looks where load.deliveries.count < limit {
      // What was handed out or put off is not due any more.
      let rows = try db.rows(Self.due, [now, limit - load.deliveries.count])
      for row in rows {
        let inbox = InboxAddress(url: row[1], host: row[2])
        try consider(Delivery(activity: row[0], inbox: inbox, attempt: row[3]))
      }
      if rows.isEmpty { break }
    }
    for host in Set(load.deliveries.map(\.inbox.host)) {
      load.schemes[host] = try hosts.scheme(of: host, now: Date(timeIntervalSince1970: now))
    }
    return load
  }

  private mutating func consider(_ delivery: Delivery) throws {
    let host = delivery.inbox.host
    if let later = try turn(of: delivery) {
      return try DeliveryTable(db).postpone(delivery, until: later)
    }
    var circuit = try circuit(of: host)
    if circuit.isProbed {
      circuit.probe(now: Date(timeIntervalSince1970: now))
      circuits[host] = circuit
      try hosts.write(circuit, of: host, now: Date(timeIntervalSince1970: now))
    }
    taken[host, default: 0] += 1
    try db.run(
      """
      UPDATE delivery SET lease_owner = ?, lease_expiry = ?, next_at = ?
      WHERE activity_id = ? AND inbox = ?
      """, [owner, expiry, expiry, delivery.activity, delivery.inbox.url])
    load.deliveries.append(delivery)
  }

  /// When to look at it again; `nil` where it can go now.
  private mutating func turn(of delivery: Delivery) throws -> Double? {
    let host = delivery.inbox.host
    guard try know(delivery.activity) else { return .greatestFiniteMagnitude }
    let circuit = try circuit(of: host)
    if let until = circuit.openUntil?.timeIntervalSince1970, until > now { return until + 1 }
    if let blocking = try blocking(delivery) { return max(blocking, now) + 1 }
    guard taken[host, default: 0] >= Self.perHost else { return nil }
    skipped[host, default: 0] += 1
    return now + 0.5 + 0.005 * Double(skipped[host, default: 0])
  }

  private mutating func circuit(of host: String) throws -> HostCircuit {
    if let known = circuits[host] { return known }
    let circuit = try hosts.circuit(of: host)
    circuits[host] = circuit
    return circuit
  }

  private mutating func know(_ id: Int64) throws -> Bool {
    if load.activities[id] != nil { return true }
    guard let activity = try queue.activity(id) else { return false }
    load.activities[id] = activity
    earlier[id] = try queue.earlier(than: id, on: activity.object)
    return true
  }

  /// When an earlier word on the same object is due at the same inbox.
  private func blocking(_ delivery: Delivery) throws -> Double? {
    for id in earlier[delivery.activity] ?? [] {
      let due: Double? = try db.value(
        """
        SELECT next_at FROM delivery
        WHERE activity_id = ? AND inbox = ? AND next_at IS NOT NULL
        """, [id, delivery.inbox.url])
      if let due { return due }
    }
    return nil
  }
}
