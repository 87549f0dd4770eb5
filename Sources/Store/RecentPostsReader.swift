import Foundation
import GRDB
import Model

/// Counts what was told within the last day, and what is going to be.
struct RecentPostsReader {
  private let db: Database

  init(_ db: Database) {
    self.db = db
  }

  func recent(by handle: String, now: Date) throws -> RecentPosts {
    RecentPosts(
      bySource: try count(handle, now: now), byMerged: try count(Standing.merged, now: now),
      lastDue: try lastDue(handle))
  }

  private func count(_ actor: String, now: Date) throws -> Int {
    let since = now.addingTimeInterval(-FloodControl.day).timeIntervalSince1970
    let told =
      try db.value(
        "SELECT count(*) FROM post WHERE actor = ? AND told > ?", [actor, since]) ?? 0
    let waiting =
      try db.value(
        "SELECT count(*) FROM announcement WHERE actor = ? AND kind = 'new'", [actor]) ?? 0
    return told + waiting
  }

  private func lastDue(_ actor: String) throws -> Date? {
    let due: Double? = try db.value(
      "SELECT due FROM announcement WHERE actor = ? AND kind = 'new' ORDER BY due DESC LIMIT 1",
      [actor])
    return due.map { Date(timeIntervalSince1970: $0) }
  }
}
