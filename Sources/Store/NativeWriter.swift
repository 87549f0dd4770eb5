import Foundation
import GRDB
import Model

/// Keeps entries true to the posts with which their sources tell them.
struct NativeWriter {
  private let db: Database

  init(_ db: Database) {
    self.db = db
  }

  /// Takes away a post; nothing happens where the source does not tell the entry.
  func withdraw(_ id: String, of source: Source.ID, now: Date) throws {
    guard let entry = try FederatedTable(db).entry(native: id),
      let isShown: Bool = try db.value(
        "SELECT is_shown FROM telling WHERE entry_id = ? AND source_id = ?",
        [entry.rawValue, source.rawValue])
    else { return }
    if isShown { return try Visibility(db).remove(entry, now: now) }
    // Another source tells it as well; only the post is gone, and boosts of it with it.
    try AnnouncementWriter(db).withdraw(entry, now: now)
    var mover = try EntryMover(db)
    try mover.change(entry) {
      try FederatedTable(db).forgetNative(of: entry)
      try db.run(
        "UPDATE telling SET url = NULL WHERE entry_id = ? AND source_id = ?",
        [entry.rawValue, source.rawValue])
    }
    try mover.finish()
  }

  func natives(of source: Source.ID, limit: Int) throws -> [String] {
    try db.values(
      """
      SELECT native FROM telling CROSS JOIN federated ON federated.entry_id = telling.entry_id
      WHERE telling.source_id = ? AND native IS NOT NULL LIMIT ?
      """, [source.rawValue, limit])
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

  func isPassedOver(_ id: String, now: Date) throws -> Bool {
    try SeenTable(db).contains(Self.key(of: id), now: now)
  }

  func passOver(_ id: String, until: Date) throws {
    try SeenTable(db).insert(Self.key(of: id), until: until)
  }

  private static func key(of id: String) -> EntryKey { EntryKey("passed over", id) }
}
