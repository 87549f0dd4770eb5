import Foundation
import GRDB
import Model

/// Keeps entries true to the posts with which their sources tell them.
struct NativeWriter {
  private let db: Database

  init(_ db: Database) {
    self.db = db
  }

  /// Takes away a post; nothing happens where the source tells no entry with it.
  ///
  /// What nobody else tells is removed for ever. Else only this telling is gone, and boosts of the post
  /// with it; of an article that the source tells beside it, only the boosts.
  func withdraw(_ id: String, of source: Source.ID, now: Date) throws {
    let tellings = TellingTable(of: source, db)
    guard let entry = try tellings.entry(native: id) else { return }
    let isPost = try tellings.isPost(entry)
    guard let heir = try isPost ? tellings.heir(to: entry) : source else {
      return try Visibility(db).remove(entry, now: now)
    }
    let announcements = try AnnouncementWriter(db)
    let isBoosted = try FederatedTable(db).native(of: entry) == id
    let isUntold = try isBoosted && announcements.isWaiting(entry)
    if isBoosted { try announcements.withdraw(entry, now: now) }
    var mover = try EntryMover(db)
    let isShown = try isPost && tellings.isShown(entry)
    try mover.change(entry, rewords: isShown) {
      try FederatedTable(db).forget(id, of: entry)
      guard isPost else { return try tellings.setNative(nil, of: entry) }
      try FederatedTable(db).forget(source, of: entry)
      try tellings.forget(entry)
      if isShown { try show(heir, at: entry, now: now) }
      try FederatedTable(db).leave(entry, to: TellingTable(of: heir, db).native(of: entry))
      try Retirement(db).hide(entry, now: now)
    }
    let left = try ListedEntry(entry, db)
    let author = try mover.standing(of: left.author)
    if isUntold, try SourceTable(db).isListed(left.author) {
      try announcements.tell(
        entry, by: author, .told(at: now, isUnlisted: false, isBoosted: true))
    } else if isShown {
      // A note holds the words that are shown; it says others from now on, or goes with them.
      if try left.isVisible && mover.mayBeTold(left) {
        try announcements.edit(entry, by: author, now: now)
      } else {
        try announcements.withdraw(entry, now: now)
      }
    }
    try mover.finish()
  }

  /// Shows what another source tells; its text follows when its feed is read again, or its post.
  func show(_ source: Source.ID, at entry: EntryID, now: Date) throws {
    let tellings = TellingTable(of: source, db)
    try tellings.show(entry)
    try tellings.doubt(entry)
    try EntryTable(db).showOutline(at: entry, of: source, now: now)
    let federated = FederatedTable(db)
    guard try tellings.isPost(entry) else {
      try federated.setSearchable(true, entry)
      return try SourceTable(db).readAnew(source)
    }
    let followings = FollowingTable(db)
    try federated.setSearchable(followings.following(of: source)?.isSearchable ?? false, entry)
    try followings.readAnew(source, now: now)
  }

  /// The ids of posts that a source shows in outline only.
  func doubted(of source: Source.ID, limit: Int) throws -> [String] {
    try TellingTable(of: source, db).doubted(limit: limit)
  }

  /// The ids of the posts with which a source tells entries.
  func natives(of source: Source.ID, limit: Int) throws -> [String] {
    try db.values(
      "SELECT native FROM telling WHERE source_id = ? AND native IS NOT NULL LIMIT ?",
      [source.rawValue, limit])
  }

  func natives(
    writtenBy author: String, limit: Int
  ) throws -> [(id: String, source: Source.ID)] {
    try db.rows(
      "SELECT native, source_id FROM telling WHERE native_author = ? LIMIT ?", [author, limit]
    ).map { ($0[0], Source.ID(rawValue: $0[1])) }
  }

  /// Heeds what an account says of searches, where that has changed.
  func setSearchable(in following: Following, before: Bool?) throws {
    guard following.isSearchable != before else { return }
    try setSearchable(following.isSearchable, of: following.source)
  }

  /// Has the words that a source shows found by searches, or not.
  func setSearchable(_ isSearchable: Bool, of source: Source.ID) throws {
    let entries: [Int64] = try db.values(
      "SELECT entry_id FROM telling WHERE source_id = ? AND is_shown = 1", [source.rawValue])
    guard !entries.isEmpty else { return }
    var mover = try EntryMover(db)
    for entry in entries.map(EntryID.init) {
      try mover.change(entry, rewords: true) {
        try FederatedTable(db).setSearchable(isSearchable, entry)
      }
    }
    try mover.finish()
  }

  func tellers(of id: String) throws -> [NativeTeller] {
    try db.rows(
      "SELECT source_id, native_author, is_post FROM telling WHERE native = ?", [id]
    ).map { NativeTeller(source: Source.ID(rawValue: $0[0]), author: $0[1], isPost: $0[2]) }
  }

  /// Whether any source tells an entry with this post.
  func isHeld(_ id: String) throws -> Bool {
    try db.exists("SELECT 1 FROM telling WHERE native = ?", [id])
  }

  /// Whether a post was taken in as an entry itself.
  func isTaken(_ id: String) throws -> Bool {
    try db.exists("SELECT 1 FROM telling WHERE native = ? AND is_post = 1", [id])
  }

  func isPassedOver(_ id: String, now: Date) throws -> Bool {
    try SeenTable(db).contains(Self.key(of: id), now: now)
  }

  func passOver(_ id: String, until: Date) throws {
    try SeenTable(db).insert(Self.key(of: id), until: until)
  }

  private static func key(of id: String) -> EntryKey { EntryKey("passed over", id) }

  /// Those of the ids that were deleted, whether or not anything was known of them by then.
  func takenBack(among ids: some Sequence<String>, now: Date) throws -> Set<String> {
    try Set(ids.filter { try SeenTable(db).contains(Self.keyOfDeleted($0), now: now) })
  }

  func takeBack(_ id: String, until: Date) throws {
    try SeenTable(db).insert(Self.keyOfDeleted(id), until: until)
  }

  private static func keyOfDeleted(_ id: String) -> EntryKey { EntryKey("taken back", id) }
}
