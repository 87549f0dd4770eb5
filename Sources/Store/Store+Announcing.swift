public import Foundation
import GRDB
public import Model

/// What our actors tell about entries, and what they have told.
extension Store {
  /// Announcements of these kinds whose time has come, the longest due first.
  public func dueAnnouncements(
    _ kinds: Set<Announcement.Kind> = Set(Announcement.Kind.allCases), now: Date, limit: Int
  ) async throws(StoreError) -> [Announcement] {
    try await read { db in try AnnouncementReader(db).due(kinds, now: now, limit: limit) }
  }

  public func nextAnnouncement() async throws(StoreError) -> Date? {
    try await read { db in try AnnouncementReader(db).nextDue() }
  }

  /// - Parameter isTry: whether it waits for somebody's server, which is not waited for without end.
  public func postpone(
    _ announcement: Announcement, until: Date, asTry isTry: Bool = false
  ) async throws(StoreError) {
    try await write { db in
      try AnnouncementReader(db).postpone(announcement, until: until, asTry: isTry)
    }
  }

  /// Does what an announcement asks for, in one go: it is gone, what was told is remembered, and what
  /// is to be sent stands in the queue.
  ///
  /// - Returns: `false` where somebody else has settled it, or the entry has changed since it was judged;
  ///   then nothing happens.
  @discardableResult
  public func settle(
    _ announcement: Announcement, _ settlement: Settlement
  ) async throws(StoreError) -> Bool {
    let isOurs = try await write { db in
      let reader = AnnouncementReader(db)
      if let basis = settlement.basis, try !Self.stands(basis, db) { return false }
      guard try reader.remove(announcement) else { return false }
      if announcement.kind == .withdrawn { try reader.removeEarlier(than: announcement) }
      if let post = settlement.post { try PostTable(db).write(post) }
      guard let activity = settlement.activity else { return true }
      try QueueTable(db).drop(
        settlement.supersedes, on: activity.object, by: activity.actor)
      let inboxes = try [settlement.mentioned].compactMap { id in
        try id.flatMap(RemoteActorTable(db).inbox)
      }
      let hasFollowers = try ActorTable(db).hasFollowers(anyOf: settlement.audience)
      guard hasFollowers || !inboxes.isEmpty else { return true }
      try ActivityTable(db).insert(
        activity, toFollowersOf: settlement.audience, and: inboxes)
      return true
    }
    if isOurs, settlement.post != nil { noteChange(entries: true) }
    return isOurs
  }

  private static func stands(_ entry: IndexEntry, _ db: Database) throws -> Bool {
    try Visibility(db).status(of: entry.id) == .present
      && EntryReader(db).entries([entry.id]).first == entry
  }

  /// Whether an actor has ever told its followers anything.
  public func hasPosted(_ actor: String) async throws(StoreError) -> Bool {
    try await read { db in
      try db.exists("SELECT 1 FROM post WHERE actor = ? LIMIT 1", [actor])
    }
  }

  /// What our actors have told about an entry.
  public func posts(of entry: EntryID) async throws(StoreError) -> [Post] {
    try await read { db in try PostTable(db).posts(of: entry) }
  }

  /// What one actor has told about entries.
  public func posts(
    of entries: [EntryID], by actor: String
  ) async throws(StoreError) -> [EntryID: Post] {
    try await read { db in
      let table = PostTable(db)
      var posts: [EntryID: Post] = [:]
      for entry in entries { posts[entry] = try table.post(of: entry, by: actor) }
      return posts
    }
  }

  /// Remembers the post with which the source that tells an entry does so itself.
  ///
  /// - Parameter author: the id of the actor who wrote it.
  public func setNative(
    _ native: String, by author: String, of entry: EntryID
  ) async throws(StoreError) {
    try await write { db in
      var mover = try EntryMover(db)
      let native = NativeID(id: native, author: author)
      try TellingTable(of: ListedEntry(entry, db).author, db).setNative(native, of: entry)
      try mover.change(entry) { try FederatedTable(db).setNative(native, of: entry) }
      try mover.finish()
    }
    noteChange(entries: true)
  }

  /// The id of the actor who wrote the post with which a source tells an entry itself.
  public func nativeAuthor(of entry: EntryID) async throws(StoreError) -> String? {
    try await read { db in try FederatedTable(db).nativeAuthor(of: entry) }
  }

  /// An activity that was sent of late, by its address.
  public func activity(path: String) async throws(StoreError) -> OutgoingActivity? {
    try await read { db in try QueueTable(db).activity(path: path) }
  }
}
