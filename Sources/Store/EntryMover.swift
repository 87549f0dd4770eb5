import GRDB
import Model

/// Changes entries and keeps lists and search true to them.
struct EntryMover {
  private let db: Database
  private let search: SearchIndex
  private var standings: Standings
  private var lists: ListWriter
  /// Not yet in the search index, which takes many at once far more quickly than one by one.
  private var appeared: [EntryID] = []

  init(_ db: Database) throws {
    self.db = db
    search = SearchIndex(db)
    standings = try Standings(db)
    lists = ListWriter(db)
  }

  /// Makes a change that may move the entry between lists, in or out of sight.
  ///
  /// - Parameter rewords: whether the change touches title or text.
  mutating func change(_ id: EntryID, rewords: Bool = false, _ change: () throws -> Void) throws {
    let before = try ListedEntry(id, db)
    if rewords, before.isVisible { try search.remove(id) }
    try change()
    let after = try ListedEntry(id, db)
    if rewords || after.isVisible != before.isVisible {
      if !rewords, before.isVisible { try search.remove(id) }
      if after.isVisible { try search.insert([id]) }
    }
    try lists.move(id, from: listing(before), to: listing(after))
  }

  /// Shows an entry that stood nowhere yet.
  mutating func appear(_ id: EntryID, in new: [EntryList]) throws {
    appeared.append(id)
    try lists.insert(id, into: new)
  }

  mutating func standing(of source: Source.ID) throws -> Standing {
    try standings.standing(of: source, db)
  }

  /// Whether both the source whose actor tells it and the one whose words are shown let it be told.
  mutating func mayBeTold(_ entry: ListedEntry) throws -> Bool {
    try entry.mayBeTold { try standings.standing(of: $0, db) }
  }

  /// Writes what was put off; to be called once, at the end of the transaction.
  func finish() throws {
    try search.insert(appeared)
    try lists.finish()
  }

  private mutating func listing(_ entry: ListedEntry) throws -> Set<EntryList> {
    try entry.lists { try standings.standing(of: $0, db) }
  }
}
