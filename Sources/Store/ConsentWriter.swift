import Foundation
import GRDB
import Model

/// Writes down that a source may not be told on the Fediverse, with all that follows from it.
struct ConsentWriter {
  private let db: Database
  private let now: Date

  init(now: Date, _ db: Database) {
    self.db = db
    self.now = now
  }

  /// Takes back what was told of the source; gives whether anything changed.
  func optOut(_ source: Source.ID, reason: String) throws -> Bool {
    guard try !HoldTable(db).isOptedOut(source) else { return false }
    let before = try Standings.all(db)
    try HoldTable(db).optOut(source, reason: reason, now: now)
    try Relisting(from: before, to: Standings.all(db), now: now, db).run()
    return true
  }
}
