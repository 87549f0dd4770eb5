public import Model

/// Entries as readers see them.
extension Store {
  /// A part of a list, newest first; `limit` is held between 1 and 1,000.
  public func page(
    of list: EntryList, at position: ListPosition = .newest, limit: Int
  ) async throws(StoreError) -> EntryPage {
    try await read { db in try EntryWalk(list: list).page(at: position, limit: limit, db) }
  }

  /// How many entries stand in a list.
  public func count(of list: EntryList) async throws(StoreError) -> Int {
    try await read { db in try ListTable(db).count(of: list) }
  }

  /// The entry, if it is present.
  public func entry(_ id: EntryID) async throws(StoreError) -> IndexEntry? {
    try await read { db in
      guard try Visibility(db).status(of: id) == .present else { return nil }
      return try EntryReader(db).entries([id]).first
    }
  }

  public func status(of id: EntryID) async throws(StoreError) -> EntryStatus {
    try await read { db in try Visibility(db).status(of: id) }
  }

  /// Entries that hold all of the words, newest first, whatever else the words contain.
  public func search(
    _ words: String, at position: ListPosition = .newest, limit: Int
  ) async throws(StoreError) -> EntryPage {
    try await read { db in
      guard let terms = try SearchTerms(words, db) else {
        return EntryPage(entries: [], hasOlder: false, hasNewer: false)
      }
      return try EntryWalk(terms: terms).page(at: position, limit: limit, db)
    }
  }

  /// The tags most entries carry.
  public func tags(limit: Int) async throws(StoreError) -> [TagCount] {
    try await read { db in try ListTable(db).tags(limit: limit) }
  }
}
