import Foundation
import GRDB
import Model

/// Reads entries as they are shown.
struct EntryReader {
  private let db: Database

  /// What a source's policy keeps back is not read at all.
  private static let byNumber = """
    SELECT entry.id, entry.source_id, entry.atom_id, entry.published, entry.updated,
      entry.first_seen, entry.language, entry.url, entry.external_url, entry.image_url,
      entry.comments_url, entry.rights, entry.authors, entry.categories, entry.enclosures,
      entry.title, iif(source.shows = 'title', '', entry.excerpt),
      iif(source.shows = 'full', entry.content, NULL), ifnull(federated.is_unlisted, 0),
      federated.native, federated.author_id,
      iif(federated.native IS NULL, NULL, ifnull(federated.native_author,
        (SELECT actor FROM following WHERE following.source_id = entry.source_id)))
    FROM entry JOIN source ON source.id = entry.source_id
      LEFT JOIN federated ON federated.entry_id = entry.id
    WHERE entry.id = ?
    """

  private static let elsewhere = """
    SELECT telling.entry_id, telling.source_id, telling.url, telling.title
    FROM json_each(?) AS wanted CROSS JOIN telling ON telling.entry_id = wanted.value
    WHERE telling.is_shown = 0 AND NOT EXISTS (
      SELECT 1 FROM hold
      WHERE hold.source_id = telling.source_id AND hold.since <= telling.first_seen)
    ORDER BY telling.entry_id, telling.first_seen, telling.source_id
    """

  init(_ db: Database) {
    self.db = db
  }

  /// The entries with these numbers, in this order.
  func entries(_ ids: some Collection<EntryID>) throws -> [IndexEntry] {
    guard !ids.isEmpty else { return [] }
    let tellings = try tellings(of: ids)
    return try ids.compactMap { id in
      guard let row = try db.row(Self.byNumber, [id.rawValue]) else { return nil }
      var entry = try Self.entry(row)
      entry.alsoAt = tellings[id] ?? []
      return entry
    }
  }

  /// What other sources tell, the earliest first.
  private func tellings(
    of ids: some Collection<EntryID>
  ) throws -> [EntryID: [IndexEntry.Telling]] {
    let list = "[" + ids.map { String($0.rawValue) }.joined(separator: ",") + "]"
    let rows = try db.rows(Self.elsewhere, [list])
    return Dictionary(grouping: rows) { EntryID(rawValue: $0[0]) }.mapValues { rows in
      rows.map { row in
        IndexEntry.Telling(sourceID: Source.ID(rawValue: row[1]), url: row[2], title: row[3])
      }
    }
  }

  private static func entry(_ row: Row) throws -> IndexEntry {
    var entry = IndexEntry(
      id: EntryID(rawValue: row[0]), sourceID: Source.ID(rawValue: row[1]), atomID: row[2],
      title: row[15], excerpt: row[16], published: Column.date(row[3]),
      updated: Column.date(row[4]), firstSeen: Column.date(row[5]))
    entry.language = row[6]
    entry.url = row[7]
    entry.externalURL = row[8]
    entry.imageURL = row[9]
    entry.commentsURL = row[10]
    entry.rights = row[11]
    entry.authors = try Column.list(json: row[12])
    entry.categories = try Column.list(json: row[13])
    entry.enclosures = try Column.list(json: row[14])
    entry.contentHTML = row[17]
    entry.isUnlisted = row[18]
    entry.native = row[19]
    entry.nativeAuthor = row[21]
    entry.authorID = (row[20] as Int64?).map(Source.ID.init(rawValue:))
    return entry
  }
}
