import Foundation
import GRDB
import Model

/// Writes down what our actors are to say, in the transaction that gives them reason to.
///
/// Without a public origin nobody follows, and nothing is written.
struct AnnouncementWriter {
  private let db: Database
  private let isActive: Bool

  /// So often a post is told anew (aggregation rule 4.8).
  private static let mostEdits = 5
  /// The least time between two tellings of one post, in seconds.
  private static let editPause: TimeInterval = 600

  init(_ db: Database) throws {
    self.db = db
    isActive = try SiteTable(db).value(of: SiteTable.origin) != nil
  }

  /// Has a new entry told by the actors of its author.
  func tell(_ entry: EntryID, by author: Standing, _ publicity: Publicity) throws {
    guard isActive, case .told(let due, let isUnlisted, let isBoosted) = publicity else { return }
    if isUnlisted { try FederatedTable(db).setUnlisted(entry) }
    for actor in author.announcers where isBoosted || actor != Standing.merged {
      try insert(entry, actor, .new, due: due)
    }
  }

  /// Has its author's actor correct what it has told.
  func edit(_ entry: EntryID, by author: Standing, now: Date) throws {
    guard isActive,
      let row = try db.row(
        """
        SELECT ifnull(edited, told) FROM post
        WHERE entry_id = ? AND actor = ? AND withdrawn IS NULL AND edits < ?
        """, [entry.rawValue, author.handle, Self.mostEdits])
    else { return }
    let last = Date(timeIntervalSince1970: row[0])
    try insert(
      entry, author.handle, .edited, due: max(now, last.addingTimeInterval(Self.editPause)))
  }

  /// Has everybody who told an entry take it back; whoever was still to tell it never does.
  func withdraw(_ entry: EntryID, now: Date) throws {
    try db.run(
      "DELETE FROM announcement WHERE entry_id = ? AND kind <> 'withdrawn'", [entry.rawValue])
    try takeBack(entry, sparing: nil, now: now)
  }

  /// Has everybody who boosted an entry take that back; whatever was still to be told waits.
  func withdrawBoosts(of entry: EntryID, by author: Standing, now: Date) throws {
    try takeBack(entry, sparing: author.handle, now: now)
  }

  private func takeBack(_ entry: EntryID, sparing author: String?, now: Date) throws {
    let actors: [String] = try db.values(
      "SELECT actor FROM post WHERE entry_id = ? AND actor IS NOT ? AND withdrawn IS NULL",
      [entry.rawValue, author])
    for actor in actors { try insert(entry, actor, .withdrawn, due: now) }
  }

  /// Judges anew what was to be told of an entry that nobody could see: it may be no news any more.
  func resume(_ entry: EntryID, published: Date, now: Date) throws {
    let control = FloodControl(recent: RecentPosts(), interval: 0, now: now)
    switch control.publicity(ofEntriesPublished: [published]).first {
    case .told(_, isUnlisted: false, _): return
    case .told(_, isUnlisted: true, _):
      if try isWaiting(entry) { try FederatedTable(db).setUnlisted(entry) }
    case .silent, nil:
      try db.run(
        "DELETE FROM announcement WHERE entry_id = ? AND kind = 'new'", [entry.rawValue])
    }
  }

  /// Has nothing more told of what a source has told first and nobody has heard of yet.
  func fallSilent(_ source: Source.ID) throws {
    try db.run(
      "DELETE FROM announcement WHERE source_id = ? AND kind = 'new'", [source.rawValue])
  }

  /// Drops what is still to be told of the posts of a source's account.
  func tellNoMore(ofNativesBy source: Source.ID) throws {
    try db.run(
      """
      DELETE FROM announcement WHERE kind = 'new' AND entry_id IN (
        SELECT telling.entry_id FROM telling CROSS JOIN federated
          ON federated.entry_id = telling.entry_id AND federated.native = telling.native
        WHERE telling.source_id = ?)
      """, [source.rawValue])
  }

  /// Whether an entry that nobody has told is still to be told.
  func isWaiting(_ entry: EntryID) throws -> Bool {
    try PostTable(db).posts(of: entry).isEmpty
      && db.exists(
        "SELECT 1 FROM announcement WHERE entry_id = ? AND kind = 'new'", [entry.rawValue])
  }

  /// Has an actor take back what it has told.
  func withdraw(_ post: Post, now: Date) throws {
    try insert(post.entry, post.actor, .withdrawn, due: now)
  }

  /// Has nobody tell an entry that was not told yet, unless there is a post of its source's own to boost.
  func drop(_ entry: EntryID) throws {
    try db.run(
      """
      DELETE FROM announcement WHERE entry_id = ? AND kind = 'new' AND NOT EXISTS (
        SELECT 1 FROM federated WHERE entry_id = announcement.entry_id AND native IS NOT NULL)
      """, [entry.rawValue])
  }

  /// Has an actor say nothing any more; gives the entries it was still to tell.
  func silence(_ actor: String) throws -> [EntryID] {
    let entries: [Int64] = try db.values(
      "SELECT entry_id FROM announcement WHERE actor = ? AND kind = 'new'", [actor])
    try db.run("DELETE FROM announcement WHERE actor = ?", [actor])
    return entries.map(EntryID.init)
  }

  private func insert(
    _ entry: EntryID, _ actor: String, _ kind: Announcement.Kind, due: Date
  ) throws {
    try db.run(
      """
      INSERT OR IGNORE INTO announcement(actor, entry_id, kind, due, source_id)
      VALUES (?, ?, ?, ?, \(FederatedTable.author))
      """,
      [
        actor, entry.rawValue, kind.rawValue, due.timeIntervalSince1970, entry.rawValue,
      ])
  }
}
