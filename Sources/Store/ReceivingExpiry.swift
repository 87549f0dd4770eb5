import Foundation
import GRDB

/// Ends what is remembered on behalf of strangers (federation rule S21).
struct ReceivingExpiry {
  private let now: Date
  private let db: Database

  private static let day: TimeInterval = 86_400
  private static let actors = 30 * day
  private static let keys = 7 * day
  private static let reports = 365 * day
  /// Refused replies are kept so long, that they need not be refused again.
  private static let replies = 180 * day
  private static let errands = 7 * day
  /// The most rows one host may have.
  private static let reactionsPerHost = 100_000
  private static let repliesPerHost = 5000
  private static let followersPerHost = 100_000
  /// How many quotes are known to be allowed.
  private static let authorizations = 100_000

  init(now: Date, _ db: Database) {
    self.now = now
    self.db = db
  }

  func run() throws {
    try SeenTable(db).expire(now: now)
    try RemoteActorTable(db).expire(before: now.addingTimeInterval(-Self.actors))
    try RemoteKeyTable(db).expire(before: now.addingTimeInterval(-Self.keys))
    try ReportTable(db).expire(before: now.addingTimeInterval(-Self.reports))
    let seconds = now.timeIntervalSince1970
    try db.run(
      "DELETE FROM reply WHERE state IN ('waiting', 'refused') AND received < ?",
      [seconds - Self.replies])
    try ErrandTable(db).expire(before: now.addingTimeInterval(-Self.errands))
    try bound("reaction", by: "at", to: Self.reactionsPerHost)
    try bound("reply", by: "received", to: Self.repliesPerHost, sparing: "state = 'shown'")
    try bound("follower", by: "since", to: Self.followersPerHost)
    try boundAuthorizations()
  }

  /// - Parameter spared: of which rows none is ended.
  private func bound(
    _ table: String, by time: String, to limit: Int, sparing spared: String = "0"
  ) throws {
    let hosts: [String] = try db.values(
      "SELECT host FROM \(table) GROUP BY host HAVING count(*) > ?", [limit])
    for host in hosts {
      let end: Double? = try db.value(
        """
        SELECT \(time) FROM \(table) WHERE host = ? AND NOT (\(spared))
        ORDER BY \(time) DESC LIMIT 1 OFFSET ?
        """, [host, limit])
      guard let end else { continue }
      try db.run(
        "DELETE FROM \(table) WHERE host = ? AND NOT (\(spared)) AND \(time) <= ?", [host, end])
    }
  }

  private func boundAuthorizations() throws {
    try db.run(
      """
      DELETE FROM activity WHERE id IN (
        SELECT id FROM activity WHERE kind = 'QuoteAuthorization'
        ORDER BY id DESC LIMIT -1 OFFSET ?)
      """, [Self.authorizations])
  }
}
