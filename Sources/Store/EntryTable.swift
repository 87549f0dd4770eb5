import Foundation
import GRDB
import Model

/// The rows of entries, and the numbers and names they are given.
struct EntryTable {
  private let db: Database

  private static let words = """
    language, told_language, url, external_url, image_url, comments_url, rights, authors,
    categories, enclosures, title, excerpt, text, content
    """

  init(_ db: Database) {
    self.db = db
  }

  /// Writes a new entry under the first free number of its second.
  func insert(
    _ new: Changes.New, of source: Source.ID, language: String?, feedLanguage: String?, now: Date
  ) throws -> EntryID {
    let id = try freeNumber(for: new)
    let published = Column.seconds(new.placement.published)
    let place: StatementArguments = [
      id.rawValue, source.rawValue, try freeName(for: new), published, published,
      Column.seconds(now), new.isListed,
      new.isHeld ? Column.untilReleased : new.placement.due.map(Column.seconds),
    ]
    try db.run(
      """
      INSERT INTO entry(
        id, source_id, atom_id, published, updated, first_seen, is_listed, due, \(Self.words))
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """, place + Self.words(of: new.arrival, language: language, feedLanguage: feedLanguage))
    return id
  }

  /// Shows what `source` tells from now on.
  func show(
    _ arrival: Arrival, at id: EntryID, of source: Source.ID, language: String?,
    feedLanguage: String?, now: Date
  ) throws {
    try db.run(
      """
      UPDATE entry SET (source_id, updated, \(Self.words))
        = (?, max(updated, ?), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      WHERE id = ?
      """,
      [source.rawValue, Column.seconds(now)]
        + Self.words(of: arrival, language: language, feedLanguage: feedLanguage)
        + [id.rawValue])
  }

  /// Shows what is held of the source's telling, which is its title and its link.
  func showOutline(at id: EntryID, of source: Source.ID, now: Date) throws {
    try db.run(
      """
      UPDATE entry SET source_id = ?, updated = max(updated, ?), external_url = NULL,
        image_url = NULL, comments_url = NULL, rights = NULL, authors = NULL, categories = NULL,
        enclosures = NULL, excerpt = '', text = '', content = NULL,
        (title, url) = (
          SELECT title, url FROM telling WHERE entry_id = entry.id AND source_id = ?)
      WHERE id = ?
      """, [source.rawValue, Column.seconds(now), source.rawValue, id.rawValue])
  }

  private static func words(
    of arrival: Arrival, language: String?, feedLanguage: String?
  ) throws -> StatementArguments {
    let entry = arrival.entry
    return [
      language, entry.language ?? feedLanguage, arrival.address, entry.externalURL,
      entry.image ?? entry.thumbnails.first?.url, entry.commentsURL, arrival.plainRights,
      try Column.json(list: entry.authors), try Column.json(list: entry.categories),
      try Column.json(list: entry.enclosures), arrival.title, arrival.excerpt, arrival.text,
      entry.contentHTML,
    ]
  }

  private func freeNumber(for new: Changes.New) throws -> EntryID {
    var id = EntryID(time: new.placement.sortTime, salt: UInt32(truncatingIfNeeded: new.key.low))
    while try db.exists("SELECT 1 FROM entry WHERE id = ?", [id.rawValue]) { id = id.next }
    return id
  }

  /// The entry's own id, if it is an absolute IRI that nobody holds, else one made of its key.
  private func freeName(for new: Changes.New) throws -> String {
    if let guid = new.arrival.guid, AbsoluteIRI(guid) != nil, try isFree(guid) { return guid }
    var key = new.key
    while try !isFree(key.uuidURN) { key = EntryKey(key.uuidURN) }
    return key.uuidURN
  }

  private func isFree(_ name: String) throws -> Bool {
    try !db.exists("SELECT 1 FROM entry WHERE atom_id = ?", [name])
  }
}

extension Arrival {
  /// Where it is told, as the source writes it.
  var address: String? { entry.url ?? (entry.idIsPermalink ? guid : nil) }

  /// Its rights where they are plain words; markup has no place beside a title.
  fileprivate var plainRights: String? {
    entry.rights.flatMap { $0.kind.isMarkup ? nil : $0.value }
  }
}
