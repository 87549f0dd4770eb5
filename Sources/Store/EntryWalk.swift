import GRDB
import Model

/// A set of entries that one index gives in order, and the pages of it.
struct EntryWalk {
  /// Gives up to so many entries older than the one named, newest first.
  private let older: String
  /// Gives up to so many entries newer than the one named, oldest first.
  private let newer: String
  /// What both ask for.
  private let subject: any DatabaseValueConvertible

  /// No page is longer.
  static let limit = 1000

  /// The entries of a list.
  init(list: EntryList) {
    let start = "SELECT entry_id FROM listing WHERE list_id = ? AND entry_id "
    older = start + "< ? ORDER BY entry_id DESC LIMIT ?"
    newer = start + "> ? ORDER BY entry_id LIMIT ?"
    subject = ListNumber(list).rawValue
  }

  /// The entries that hold all of the terms.
  init(terms: SearchTerms) {
    let start = "SELECT rowid FROM search WHERE search MATCH ? AND rowid "
    older = start + "< ? ORDER BY rowid DESC LIMIT ?"
    newer = start + "> ? ORDER BY rowid LIMIT ?"
    subject = terms.pattern
  }

  func page(at position: ListPosition, limit: Int, _ db: Database) throws -> EntryPage {
    let limit = min(max(limit, 1), Self.limit)
    switch position {
    case .newest:
      let ids = try older(than: EntryID(rawValue: .max), limit + 1, db)
      return try page(ids.prefix(limit), hasOlder: ids.count > limit, hasNewer: false, db)
    case .before(let mark):
      let ids = try older(than: mark, limit + 1, db)
      let edge = ids.first ?? EntryID(rawValue: max(mark.rawValue, 0) - 1)
      let hasNewer = try !newer(than: edge, 1, db).isEmpty
      return try page(ids.prefix(limit), hasOlder: ids.count > limit, hasNewer: hasNewer, db)
    case .after(let mark):
      let ids = try newer(than: mark, limit + 1, db)
      let edge = ids.first ?? EntryID(rawValue: min(mark.rawValue, .max - 1) + 1)
      let hasOlder = try !older(than: edge, 1, db).isEmpty
      return try page(
        ids.prefix(limit).reversed(), hasOlder: hasOlder, hasNewer: ids.count > limit, db)
    }
  }

  private func page(
    _ ids: some Collection<EntryID>, hasOlder: Bool, hasNewer: Bool, _ db: Database
  ) throws -> EntryPage {
    EntryPage(entries: try EntryReader(db).entries(ids), hasOlder: hasOlder, hasNewer: hasNewer)
  }

  private func older(than mark: EntryID, _ limit: Int, _ db: Database) throws -> [EntryID] {
    try walk(older, from: mark, limit, db)
  }

  private func newer(than mark: EntryID, _ limit: Int, _ db: Database) throws -> [EntryID] {
    try walk(newer, from: mark, limit, db)
  }

  private func walk(
    _ sql: String, from mark: EntryID, _ limit: Int, _ db: Database
  ) throws -> [EntryID] {
    let numbers: [Int64] = try db.values(sql, [subject, mark.rawValue, limit])
    return numbers.map(EntryID.init)
  }
}
