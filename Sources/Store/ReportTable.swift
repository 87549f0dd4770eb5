import Foundation
import GRDB

/// Complaints.
struct ReportTable {
  private let db: Database

  /// So many of one host's are kept.
  private static let mostPerHost = 500

  init(_ db: Database) {
    self.db = db
  }

  /// What is complained of last is kept.
  func insert(_ report: Report) throws {
    try bound(report.host, to: Self.mostPerHost - 1)
    try db.run(
      """
      INSERT OR IGNORE INTO report(id, actor, host, content, objects, received)
      VALUES (?, ?, ?, ?, ?, ?)
      """,
      [
        report.id, report.actor, report.host, report.content, try Column.json(report.objects),
        report.received.timeIntervalSince1970,
      ])
  }

  /// The newest first.
  func list(limit: Int) throws -> [Report] {
    try db.rows(
      """
      SELECT id, actor, host, content, objects, received FROM report
      WHERE received > 0 ORDER BY received DESC, id LIMIT ?
      """, [limit]
    ).map { row in
      Report(
        id: row[0], actor: row[1], host: row[2], content: row[3],
        objects: try Column.list(json: row[4]), received: Date(timeIntervalSince1970: row[5]))
    }
  }

  func expire(before date: Date) throws {
    try db.run("DELETE FROM report WHERE received < ?", [date.timeIntervalSince1970])
    let hosts: [String] = try db.values(
      "SELECT host FROM report GROUP BY host HAVING count(*) > ?", [Self.mostPerHost])
    for host in hosts { try bound(host, to: Self.mostPerHost) }
  }

  private func bound(_ host: String, to number: Int) throws {
    let isFull = try db.exists(
      "SELECT 1 FROM report WHERE host = ? LIMIT 1 OFFSET ?", [host, number])
    guard isFull else { return }
    try db.run(
      """
      DELETE FROM report WHERE id IN (
        SELECT id FROM report WHERE host = ? ORDER BY received DESC LIMIT -1 OFFSET ?)
      """, [host, number])
  }
}
