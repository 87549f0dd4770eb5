import GRDB
public import Model

/// What our actors tell of themselves: their profiles, their keys and their ends.
extension Store {
  public func actorRecord(of handle: String) async throws(StoreError) -> ActorRecord {
    try await read { db in try ActorTable(db).record(of: handle) }
  }

  public func hasFollowers(_ handle: String) async throws(StoreError) -> Bool {
    try await read { db in try ActorTable(db).hasFollowers(anyOf: [handle]) }
  }

  /// Remembers what an actor's document says, together with telling its followers.
  ///
  /// - Parameters:
  ///   - seen: what was known of the actor when its document was written.
  ///   - activity: what they are told; nothing where nobody knew it before.
  /// - Returns: `false` where the actor is not as it was any more; then nothing happens.
  public func tell(
    _ profile: EntryKey, of handle: String, seen: ActorRecord, _ activity: OutgoingActivity?
  ) async throws(StoreError) -> Bool {
    let stands = try await write { db in
      guard try ActorTable(db).record(of: handle) == seen else { return false }
      try ActorTable(db).setProfile(profile, of: handle)
      if let activity { try Self.send(activity, toFollowersOf: [handle], db) }
      return true
    }
    if stands, activity != nil { noteChange(entries: true, sources: true) }
    return stands
  }

  /// Remembers that an actor has moved, together with telling its followers.
  ///
  /// - Returns: `false` where it has moved before, or is gone; then nothing happens.
  public func move(
    _ handle: String, to target: String, _ activity: OutgoingActivity
  ) async throws(StoreError) -> Bool {
    let moves = try await write { db in
      guard try ActorTable(db).move(handle, to: target, now: activity.made) else { return false }
      try Self.send(activity, toFollowersOf: [handle], db)
      return true
    }
    if moves { noteChange(entries: true, sources: true) }
    return moves
  }

  /// Ends an actor for ever, and takes back what it told, together with telling everybody who got it.
  ///
  /// - Returns: `false` where it is gone already; then nothing happens.
  public func delete(
    _ handle: String, _ activity: OutgoingActivity
  ) async throws(StoreError) -> Bool {
    let ends = try await write { db in
      let ending = ActorEnding(of: handle, now: activity.made, db)
      guard let audience = try ending.run() else { return false }
      try Self.send(activity, toFollowersOf: audience, db)
      return true
    }
    if ends { noteChange(entries: true, sources: true) }
    return ends
  }

  /// Sends what an actor says of itself; what it said of the kind before need not be sent any more.
  private static func send(
    _ activity: OutgoingActivity, toFollowersOf actors: [String], _ db: Database
  ) throws {
    try QueueTable(db).drop([activity.kind], on: activity.object, by: activity.actor)
    guard try ActorTable(db).hasFollowers(anyOf: actors) else { return }
    try ActivityTable(db).insert(activity, toFollowersOf: actors)
  }

  /// Gives an actor a new key and tells its followers, in one go; the former one is kept for a while.
  ///
  /// Nothing happens where the actor is gone by now.
  public func rotate(
    _ key: ActorKey, of handle: String, _ activity: OutgoingActivity
  ) async throws(StoreError) {
    try await write { db in
      guard try ActorTable(db).record(of: handle).deleted == nil else { return }
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
