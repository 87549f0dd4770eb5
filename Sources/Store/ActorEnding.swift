import Foundation
import GRDB
import Model

/// Writes down that an actor of ours is gone for ever, with all that follows from it.
///
/// Its entries stay in feeds and pages. Where its source tells them on the Fediverse itself, those posts
/// are boosted as before; only what the actor itself has told is gone.
struct ActorEnding {
  private let handle: String
  private let now: Date
  private let db: Database

  init(of handle: String, now: Date, _ db: Database) {
    self.handle = handle
    self.now = now
    self.db = db
  }

  /// Gives the actors whose followers have something of it; `nil` where it was gone before.
  func run() throws -> [String]? {
    let before = try Standings.all(db)
    guard try ActorTable(db).delete(handle, now: now) else { return nil }
    try Relisting(from: before, to: Standings.all(db), now: now, db).run()
    let untold = try AnnouncementWriter(db).silence(handle)
    let isMirror = try SourceTable(db).source(handle: handle) != nil
    let boosters = isMirror ? try takeBackNotes(andNeverTell: untold) : []
    // With the actor everything goes that it has said, so it need not be taken back word by word.
    try PostTable(db).withdrawAll(by: handle, now: now)
    return [handle] + boosters.sorted()
  }

  /// Gives the actors that have boosted its notes.
  private func takeBackNotes(andNeverTell untold: [EntryID]) throws -> Set<String> {
    let announcements = try AnnouncementWriter(db)
    let queue = QueueTable(db)
    let notes = try PostTable(db).posts(by: handle)
    for entry in Set(untold + notes.map(\.entry)) { try announcements.drop(entry) }
    var boosters: Set<String> = []
    for note in notes {
      let boosts = try PostTable(db).posts(of: note.entry).filter { post in
        post.object == note.object && post.actor != handle && post.withdrawn == nil
      }
      for boost in boosts { try announcements.withdraw(boost, now: now) }
      boosters.formUnion(boosts.map(\.actor))
      try queue.drop(["Create", "Update"], on: note.object, by: handle)
    }
    return boosters
  }
}
