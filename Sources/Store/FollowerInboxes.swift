import Foundation
import GRDB
import Model

/// Where the followers behind an inbox can be reached.
struct FollowerInboxes {
  private let db: Database

  /// How many deliveries are written at most where a shared inbox is parted.
  private static let mostMoved = 10_000
  /// On so many days a follower is looked for before it is forgotten, and so many lie between two of them.
  private static let patience = 7
  private static let longestGap = 3

  init(_ db: Database) {
    self.db = db
  }

  /// Whether several followers share the inbox, or could.
  func isShared(_ inbox: InboxAddress) throws -> Bool {
    try db.exists(
      "SELECT 1 FROM follower WHERE host = ? AND target = ? AND inbox <> target LIMIT 1",
      [inbox.host, inbox.url])
  }

  /// The ids of those who are reached there.
  func owners(of inbox: InboxAddress) throws -> [String] {
    try db.values(
      "SELECT DISTINCT id FROM follower WHERE host = ? AND (target = ? OR inbox = ?) ORDER BY id",
      [inbox.host, inbox.url, inbox.url])
  }

  /// Where a follower is reached.
  func inboxes(of id: String) throws -> [InboxAddress] {
    try db.rows(
      """
      SELECT inbox, host FROM follower WHERE id = ?
      UNION SELECT target, host FROM follower WHERE id = ?
      """, [id, id]
    ).map { InboxAddress(url: $0[0], host: $0[1]) }
  }

  /// Has everybody behind a shared inbox reached at their own, and what waits for it goes there.
  ///
  /// - Parameter spared: an activity that is not waiting; where it goes is given, and not written.
  func part(_ inbox: InboxAddress, sparing spared: Int64, now: Date) throws -> [InboxAddress] {
    let own = try personal(inbox, spared)
    // What is on the road there will not arrive either. Of too much, the newest is what people want to read.
    let waiting: [Int64] = try db.values(
      """
      SELECT activity_id FROM delivery
      WHERE inbox = ? AND next_at IS NOT NULL AND activity_id <> ? ORDER BY activity_id DESC
      """, [inbox.url, spared])
    var moved = 0
    for activity in waiting {
      let others = moved < Self.mostMoved ? try personal(inbox, activity) : []
      moved += others.count
      for other in others { try DeliveryTable(db).insert(activity, to: other, due: now) }
      try db.run(
        "DELETE FROM delivery WHERE activity_id = ? AND inbox = ?", [activity, inbox.url])
    }
    try db.run(
      "UPDATE follower SET target = inbox WHERE host = ? AND target = ?", [inbox.host, inbox.url])
    return own
  }

  /// The own inboxes of those behind a shared one to whom an activity goes: who follows its actor, and who
  /// got a boost of the note that is changed or gone.
  private func personal(_ inbox: InboxAddress, _ id: Int64) throws -> [InboxAddress] {
    guard let activity = try QueueTable(db).activity(id) else { return [] }
    var actors: Set = [activity.actor]
    if ["Update", "Delete"].contains(activity.kind),
      let entry = activity.object.split(separator: "/").last.flatMap({ EntryID(String($0)) })
    {
      let posts = try PostTable(db).posts(of: entry).filter { $0.object == activity.object }
      actors.formUnion(posts.map(\.actor))
    }
    let urls: [String] = try actors.flatMap { actor in
      try db.values(
        "SELECT inbox FROM follower WHERE actor = ? AND target = ? AND host = ?",
        [actor, inbox.url, inbox.host])
    }
    return Set(urls).sorted().map { InboxAddress(url: $0, host: inbox.host) }
  }

  /// Counts a day on which a follower could not be found; gives whether it is forgotten.
  func miss(_ id: String, now: Date) throws -> Bool {
    let today = Int((now.timeIntervalSince1970 / 86_400).rounded(.down))
    try db.run(
      """
      UPDATE follower SET last_missing_day = ?1, missing_days = CASE
        WHEN last_missing_day = ?1 THEN missing_days
        WHEN last_missing_day >= ?1 - ?2 THEN missing_days + 1
        ELSE 1 END
      WHERE id = ?3
      """, [today, Self.longestGap, id])
    try db.run(
      "DELETE FROM follower WHERE id = ? AND missing_days >= ?", [id, Self.patience])
    return db.changesCount > 0
  }

  func move(_ id: String, to inbox: InboxAddress, target: String) throws {
    try db.run(
      """
      UPDATE follower SET inbox = ?, target = ?, host = ?, missing_days = 0 WHERE id = ?
      """,
      [inbox.url, target, inbox.host, id])
  }
}
