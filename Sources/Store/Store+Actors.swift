/// What our actors tell of themselves: their profiles, their keys and their ends.
extension Store {
  public func actorRecord(of handle: String) async throws(StoreError) -> ActorRecord {
    try await read { db in try ActorTable(db).record(of: handle) }
  }

  public func hasFollowers(_ handle: String) async throws(StoreError) -> Bool {
    try await read { db in try ActorTable(db).hasFollowers(anyOf: [handle]) }
  }

  /// Remembers what an actor's followers are told of it, together with telling them.
  ///
  /// - Parameter activity: what they are told; nothing where nobody knew it before.
  public func tell(
    _ record: ActorRecord, of handle: String, _ activity: OutgoingActivity?
  ) async throws(StoreError) {
    try await write { db in
      let table = ActorTable(db)
      try table.write(record, of: handle)
      guard let activity else { return }
      try QueueTable(db).drop([activity.kind], on: activity.object, by: handle)
      guard try table.hasFollowers(anyOf: [handle]) else { return }
      try ActivityTable(db).insert(activity, toFollowersOf: [handle])
    }
    if activity != nil { noteChange(entries: true, sources: true) }
  }

  /// Gives an actor a new key and tells its followers, in one go; the former one is kept for a while.
  public func rotate(
    _ key: ActorKey, of handle: String, _ activity: OutgoingActivity
  ) async throws(StoreError) {
    try await write { db in
      try ActorKeyTable(db).replace(with: key, of: handle, retired: activity.made)
      guard try ActorTable(db).hasFollowers(anyOf: [handle]) else { return }
      try ActivityTable(db).insert(activity, toFollowersOf: [handle])
    }
    noteChange(entries: true, sources: true)
  }

  /// The keys an actor does not sign with any more, the newest first.
  public func formerKeys(of handle: String) async throws(StoreError) -> [FormerKey] {
    try await read { db in try ActorKeyTable(db).formerKeys(of: handle) }
  }
}
