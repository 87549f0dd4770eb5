import Foundation
import GRDB
import Model

/// Sources that are kept back, those that were until their next document, and those that asked us to stop.
struct HoldTable {
  private let db: Database

  init(_ db: Database) {
    self.db = db
  }

  func isHeld(_ source: Source.ID) throws -> Bool {
    try db.exists("SELECT 1 FROM hold WHERE source_id = ?", [source.rawValue])
  }

  func hold(_ source: Source.ID, reason: String, now: Date) throws {
    try db.run(
      "INSERT OR IGNORE INTO hold(source_id, since, reason) VALUES (?, ?, ?)",
      [source.rawValue, now.timeIntervalSince1970, reason])
  }

  /// Ends a hold; gives whether there was one.
  ///
  /// The source's next document is taken as it is.
  func release(_ source: Source.ID) throws -> Bool {
    try db.run("DELETE FROM hold WHERE source_id = ?", [source.rawValue])
    guard db.changesCount > 0 else { return false }
    try db.run("INSERT OR IGNORE INTO released(source_id) VALUES (?)", [source.rawValue])
    return true
  }

  func isReleased(_ source: Source.ID) throws -> Bool {
    try db.exists("SELECT 1 FROM released WHERE source_id = ?", [source.rawValue])
  }

  /// Has documents be judged as usual again.
  func endRelease(of source: Source.ID) throws {
    try db.run("DELETE FROM released WHERE source_id = ?", [source.rawValue])
  }

  func isOptedOut(_ source: Source.ID) throws -> Bool {
    try db.exists("SELECT 1 FROM opt_out WHERE source_id = ?", [source.rawValue])
  }

  func optedOut() throws -> Set<Source.ID> {
    let ids: [Int64] = try db.values("SELECT source_id FROM opt_out WHERE source_id > 0")
    return Set(ids.map(Source.ID.init))
  }

  func optOut(_ source: Source.ID, reason: String, now: Date) throws {
    try db.run(
      "INSERT OR IGNORE INTO opt_out(source_id, since, reason) VALUES (?, ?, ?)",
      [source.rawValue, now.timeIntervalSince1970, reason])
  }

  func optIn(_ source: Source.ID) throws {
    try db.run("DELETE FROM opt_out WHERE source_id = ?", [source.rawValue])
  }
}
