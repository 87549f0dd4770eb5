import Foundation
import GRDB
import Model

/// Gives an activity to each inbox of its audience, a batch at a time.
struct Spreading {
  private let now: Date
  private let db: Database
  private let hosts: HostTable
  private var verdicts: [String: Bool] = [:]

  /// How many inboxes one transaction takes.
  static let batch = 1000
  private static let final: Set = ["Delete", "Undo", "Move"]
  /// Above so many hosts in a batch, not all are asked in the same instant.
  private static let crowd = 100

  init(now: Date, _ db: Database) {
    self.now = now
    self.db = db
    hosts = HostTable(db)
  }

  static func isNeeded(_ db: Database) throws -> Bool {
    try db.exists("SELECT 1 FROM activity WHERE audience IS NOT NULL AND id > 0 LIMIT 1")
  }

  /// Goes on with the oldest activity that is not given to everybody yet; gives whether there was one.
  ///
  /// - Parameter random: from 0 to 1, anew at each call.
  mutating func step(random: () -> Double) throws -> Bool {
    let row = try db.row(
      """
      SELECT id, audience, progress, kind FROM activity
      WHERE audience IS NOT NULL AND id > 0
      ORDER BY id LIMIT 1
      """)
    guard let row else { return false }
    let id: Int64 = row[0]
    let audience: [String] = try Column.list(json: row[1])
    let inboxes = try inboxes(of: audience, after: row[2] ?? "")
    let isCrowd = Set(inboxes.map(\.host)).count > Self.crowd
    let table = DeliveryTable(db)
    let isFinal = Self.final.contains(row[3])
    for inbox in inboxes where try takes(inbox.host, isFinal: isFinal) {
      try table.insert(id, to: inbox, due: isCrowd ? now.addingTimeInterval(random()) : now)
    }
    if inboxes.count == Self.batch, let last = inboxes.last {
      try db.run("UPDATE activity SET progress = ? WHERE id = ?", [last.url, id])
    } else {
      try db.run("UPDATE activity SET audience = NULL, progress = NULL WHERE id = ?", [id])
    }
    return true
  }

  private func inboxes(of audience: [String], after progress: String) throws -> [InboxAddress] {
    var found: [String: String] = [:]
    for actor in Set(audience) {
      let rows = try db.rows(
        """
        SELECT target, min(host) FROM follower WHERE actor = ? AND target > ?
        GROUP BY target ORDER BY target LIMIT ?
        """, [actor, progress, Self.batch])
      for row in rows { found[row[0]] = row[1] }
    }
    return found.map { InboxAddress(url: $0.key, host: $0.value) }
      .sorted { $0.url.utf8.lexicographicallyPrecedes($1.url.utf8) }
      .prefix(Self.batch).map { $0 }
  }

  /// A host that has been failing for days keeps one delivery, which is enough to try it by; what takes
  /// something back or has followers go elsewhere it gets in any case, if it ever comes back.
  private mutating func takes(_ host: String, isFinal: Bool) throws -> Bool {
    if let known = verdicts[host] { return known }
    let circuit = try hosts.circuit(of: host)
    var takes = try BlockTable(db).kind(ofHost: host) != .block
    if takes, circuit.isSuspended, !isFinal {
      takes = try !db.exists(
        "SELECT 1 FROM delivery WHERE host = ? AND next_at IS NOT NULL LIMIT 1", [host])
      verdicts[host] = false
      return takes
    }
    verdicts[host] = takes
    return takes
  }
}
