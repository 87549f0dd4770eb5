public import Model

/// What belongs to the newswire as a whole, and is settled once.
extension Store {
  public func settledOrigin() async throws(StoreError) -> String? {
    try await read { db in try SiteTable(db).value(of: SiteTable.origin) }
  }

  /// Writes the origin at the first call; a later one with another origin throws `.originSettled`.
  public func settleOrigin(_ origin: String) async throws(StoreError) {
    try await write { db in
      let settled = try SiteTable(db).keep(origin, as: SiteTable.origin)
      guard settled == origin else {
        throw StoreError.originSettled(settled: settled, asked: origin)
      }
    }
  }

  /// A `urn:uuid:` kept under a name for ever; made of `fresh` at the first call.
  public func identifier(named name: String, fresh: EntryKey) async throws(StoreError) -> String {
    let name = "identifier." + name
    if let kept = try await read({ db in try SiteTable(db).value(of: name) }) { return kept }
    return try await write { db in try SiteTable(db).keep(fresh.uuidURN, as: name) }
  }

  public func actorKey(of handle: String) async throws(StoreError) -> ActorKey? {
    try await read { db in try ActorKeyTable(db).key(of: handle) }
  }

  /// Keeps the key unless the actor has one, and gives the one that is kept.
  public func keep(_ key: ActorKey, of handle: String) async throws(StoreError) -> ActorKey {
    try await write { db in
      let table = ActorKeyTable(db)
      try table.insert(key, of: handle)
      return try table.key(of: handle) ?? key
    }
  }
}
