import Foundation
import GRDB
import Model

/// Answers what the index holds of a document's entries.
struct KnownReader {
  private let db: Database
  private let question: Known.Question

  private static let columns = """
    SELECT telling.entry_id, telling.source_id, telling.is_shown, telling.link_key,
      telling.title_key, telling.digest, telling.published, telling.first_seen, telling.edits
    FROM telling 
    """
  private static let byKey = """
    SELECT telling.entry_id, telling.source_id, telling.is_shown, telling.link_key,
      telling.title_key, telling.digest, telling.published, telling.first_seen, telling.edits
    FROM identity CROSS JOIN telling
      ON telling.entry_id = identity.entry_id AND telling.source_id = identity.source_id
    WHERE identity.source_id = ? AND identity.key = ?
    """
  private static let byLink = columns + "WHERE link_key = ? AND (source_id = ? OR first_seen > ?)"
  /// The newest alone: who calls a thousand entries the same is not told apart by titles.
  private static let byTitle =
    columns + "WHERE source_id = ? AND title_key = ? ORDER BY entry_id DESC LIMIT 64"
  private static let removed = """
    SELECT 1 FROM identity CROSS JOIN entry ON entry.id = identity.entry_id
    WHERE identity.source_id = ? AND identity.key = ? AND entry.removed IS NOT NULL
    """

  init(_ question: Known.Question, _ db: Database) {
    self.question = question
    self.db = db
  }

  func known() throws -> Known {
    var known = Known()
    known.count = try count()
    let source = question.source.rawValue
    for key in question.keys where known.byKey[key] == nil {
      let data = Column.data(key)
      if let row = try db.row(Self.byKey, [source, data]) {
        known.byKey[key] = Self.telling(row)
      } else if try db.exists(Self.removed, [source, data]) {
        known.removed.insert(key)
      }
    }
    known.told = try told()
    try readHabits(into: &known)
    if question.keys.contains(where: { known.byKey[$0] == nil }) {
      known.recentPosts = try RecentPostsReader(db).recent(of: question.source, now: question.now)
    }
    let since = Column.seconds(question.linksSince)
    for link in question.links where known.byLink[link] == nil {
      let rows = try db.rows(Self.byLink, [Column.data(link), source, since])
      if !rows.isEmpty { known.byLink[link] = Self.tellings(rows) }
    }
    for title in question.titles where known.byTitle[title] == nil {
      let rows = try db.rows(Self.byTitle, [source, Column.data(title)])
      if !rows.isEmpty { known.byTitle[title] = Self.tellings(rows) }
    }
    return known
  }

  /// What decides whether the source is kept back.
  private func readHabits(into known: inout Known) throws {
    let source = question.source
    known.isHeld = try HoldTable(db).isHeld(source)
    known.isReleased = try HoldTable(db).isReleased(source)
    known.profile = try SourceTable(db).profile(of: source) ?? SourceProfile()
    let latest: [String?] = try db.rows(
      """
      SELECT url FROM telling WHERE source_id = ? ORDER BY first_seen DESC LIMIT \(Self.latest)
      """, [source.rawValue]
    ).map { $0[0] }
    known.hosts = Set(latest.compactMap { $0.flatMap { CanonicalURL($0)?.host } })
  }

  /// So many entries show where a source links to.
  private static let latest = 100

  private func told() throws -> [EntryID: Date] {
    guard let handle = try handle() else { return [:] }
    let rows = try db.rows(
      "SELECT entry_id, told FROM post WHERE actor = ? AND told > ? AND withdrawn IS NULL",
      [handle, question.linksSince.timeIntervalSince1970])
    return Dictionary(
      uniqueKeysWithValues: rows.map { row in
        (EntryID(rawValue: row[0]), Date(timeIntervalSince1970: row[1]))
      })
  }

  private func handle() throws -> String? {
    try db.value("SELECT handle FROM source WHERE id = ?", [question.source.rawValue])
  }

  private func count() throws -> Int {
    let sql = "SELECT count(*) FROM telling WHERE source_id = ?"
    return try db.value(sql, [question.source.rawValue]) ?? 0
  }

  /// The earliest first, so that the same question always has the same answer.
  private static func tellings(_ rows: [Row]) -> [Known.Telling] {
    rows.map(telling).sorted {
      ($0.firstSeen, $0.entry, $0.source) < ($1.firstSeen, $1.entry, $1.source)
    }
  }

  private static func telling(_ row: Row) -> Known.Telling {
    Known.Telling(
      entry: EntryID(rawValue: row[0]), source: Source.ID(rawValue: row[1]), isShown: row[2],
      linkKey: (row[3] as Data?).map(Column.key), titleKey: (row[4] as Data?).map(Column.key),
      digest: Column.key(row[5]), published: (row[6] as Int64?).map(Column.date),
      firstSeen: Column.date(row[7]), edits: row[8])
  }
}
