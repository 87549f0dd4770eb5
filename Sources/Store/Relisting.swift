import Foundation
import GRDB
import Model

/// Moves entries to other lists because their sources stand elsewhere than before.
struct Relisting {
  private let before: Standings
  private let after: Standings
  private let now: Date
  private let db: Database

  init(from before: Standings, to after: Standings, now: Date, _ db: Database) {
    self.now = now
    self.before = before
    self.after = after
    self.db = db
  }

  func run() throws {
    let moved = before.sources.filter { before[$0] != after[$0] }
    let announcements = try AnnouncementWriter(db)
    var lists = ListWriter(db)
    var done: Set<EntryID> = []
    for source in moved {
      let entries: [Int64] = try db.values(
        "SELECT entry_id FROM telling WHERE source_id = ?", [source.rawValue])
      for id in entries.map(EntryID.init) where done.insert(id).inserted {
        try move(id, &lists, announcements)
      }
    }
    try lists.finish()
  }

  private func move(
    _ id: EntryID, _ lists: inout ListWriter, _ announcements: AnnouncementWriter
  ) throws {
    let old = try ListedEntry(id, db)
    var new = old
    new.language = try language(of: old)
    if new.language != old.language {
      try db.run("UPDATE entry SET language = ? WHERE id = ?", [new.language, id.rawValue])
    }
    try lists.move(
      id, from: old.lists { try Self.standing(of: $0, in: before) },
      to: new.lists { try Self.standing(of: $0, in: after) })
    // Whoever goes to another folder leaves no boost behind that would be wrong; whoever goes silent does.
    if old.mayBeTold({ before[$0] }), !old.mayBeTold({ after[$0] }) {
      try announcements.withdraw(id, now: now)
    }
  }

  private func language(of entry: ListedEntry) throws -> String? {
    let source = entry.source
    guard before[source]?.language != after[source]?.language else { return entry.language }
    return try Self.standing(of: source, in: after)
      .language(told: entry.toldLanguage, feed: after.feedLanguages[source])
  }

  private static func standing(of source: Source.ID, in all: Standings) throws -> Standing {
    guard let standing = all[source] else { throw StoreError.unknownSource(source) }
    return standing
  }
}
