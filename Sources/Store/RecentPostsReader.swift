import Foundation
import GRDB
import Model

/// Counts what was told within the last day, and what is going to be.
///
/// What waits for the operator may wait for ever, and takes no room from what does not.
struct RecentPostsReader {
  private let db: Database

  /// Announcements of new entries that are in sight and of no source that is held.
  private static let comingUp = """
    FROM announcement CROSS JOIN entry ON entry.id = announcement.entry_id
    WHERE kind = 'new' AND entry.due IS NULL AND is_hidden = 0 AND NOT EXISTS (
      SELECT 1 FROM hold WHERE hold.source_id IN (announcement.source_id, entry.source_id))
    """

  init(_ db: Database) {
    self.db = db
  }

  /// - Parameter source: whose entries count, whoever tells them: some have no actor of ours.
  func recent(of source: Source.ID, now: Date) throws -> RecentPosts {
    RecentPosts(
      bySource: try count("source_id", source.rawValue, now: now),
      byMerged: try count("actor", Standing.merged, now: now), lastDue: try lastDue(source))
  }

  /// How many entries, however many actors tell each.
  private func count(
    _ column: String, _ value: some DatabaseValueConvertible, now: Date
  ) throws -> Int {
    let since = now.addingTimeInterval(-FloodControl.day).timeIntervalSince1970
    let entries: [Int64] = try db.values(
      """
      SELECT entry_id FROM post WHERE \(column) = ? AND told > ?
      UNION SELECT entry_id \(Self.comingUp) AND announcement.\(column) = ?
      """, [value, since, value])
    return entries.count
  }

  private func lastDue(_ source: Source.ID) throws -> Date? {
    let due: Double? = try db.value(
      """
      SELECT announcement.due \(Self.comingUp) AND announcement.source_id = ?
      ORDER BY announcement.due DESC LIMIT 1
      """, [source.rawValue])
    return due.map { Date(timeIntervalSince1970: $0) }
  }
}
