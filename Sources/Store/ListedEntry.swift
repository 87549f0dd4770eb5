import GRDB
import Model

/// What of an entry decides where it is listed.
struct ListedEntry {
  var id: EntryID
  var source: Source.ID
  var language: String?
  var toldLanguage: String?
  var categories: [Category]
  var isListed: Bool
  /// Neither hidden nor removed, nor from the future.
  var isVisible: Bool
  /// The source whose actor tells it.
  var author: Source.ID
  /// Whether the source has told it on the Fediverse itself.
  var isNative: Bool
  /// Whether its author's actor has told it, and not taken it back.
  var isTold: Bool
  /// The other sources that tell it.
  var retellers: [Source.ID]

  init(_ id: EntryID, _ db: Database) throws {
    guard
      let row = try db.row(
        """
        SELECT entry.source_id, language, told_language, categories, is_listed,
          due IS NULL AND is_hidden = 0 AND removed IS NULL,
          ifnull(author_id, entry.source_id), native IS NOT NULL,
          EXISTS (
            SELECT 1 FROM post JOIN source ON source.handle = post.actor
            WHERE post.entry_id = entry.id AND withdrawn IS NULL
              AND source.id = ifnull(author_id, entry.source_id))
        FROM entry LEFT JOIN federated ON federated.entry_id = entry.id
        WHERE entry.id = ?
        """, [id.rawValue])
    else { throw StoreError.unknownEntry(id) }
    self.id = id
    source = Source.ID(rawValue: row[0])
    language = row[1]
    toldLanguage = row[2]
    categories = try Column.list(json: row[3])
    isListed = row[4]
    isVisible = row[5]
    author = Source.ID(rawValue: row[6])
    isNative = row[7]
    isTold = row[8]
    let others: [Int64] = try db.values(
      "SELECT source_id FROM telling WHERE entry_id = ? AND is_shown = 0", [id.rawValue])
    retellers = others.map(Source.ID.init)
  }

  /// Whether both the source whose actor tells it and the one whose words are shown let it be told.
  func mayBeTold(_ standing: (Source.ID) throws -> Standing?) rethrows -> Bool {
    try [author, source].allSatisfy { try standing($0)?.membership.federation != .off }
  }

  /// The lists it stands in, given where its sources stand.
  func lists(_ standing: (Source.ID) throws -> Standing) throws -> Set<EntryList> {
    guard isVisible else { return [] }
    let shown = try standing(source).membership
    var lists = Membership.lists(
      language: language, categories: categories, isListed: isListed, teller: shown)
    lists += Membership.outboxes(
      of: try standing(author).membership, showing: shown, isListed: isListed, isNative: isNative,
      isTold: isTold)
    for reteller in retellers {
      lists += Membership.lists(
        ofRetelling: try standing(reteller).membership, language: language, isListed: isListed)
    }
    return Set(lists)
  }
}
