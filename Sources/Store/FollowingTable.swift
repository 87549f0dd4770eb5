import Foundation
import GRDB
import Model

/// The accounts of sources, and how it stands with following them.
struct FollowingTable {
  private let db: Database

  private static let columns = """
    SELECT source_id, state, reason, actor, inbox, outbox, follow, asked, next_check, failures,
      is_searchable, began, moved
    FROM following 
    """

  init(_ db: Database) {
    self.db = db
  }

  func all() throws -> [Following] {
    try db.rows(Self.columns + "WHERE source_id > 0 ORDER BY source_id").map(Self.following)
  }

  func following(of source: Source.ID) throws -> Following? {
    try db.row(Self.columns + "WHERE source_id = ?", [source.rawValue]).map(Self.following)
  }

  func following(actor: String) throws -> Following? {
    try db.row(Self.columns + "WHERE actor = ? ORDER BY source_id LIMIT 1", [actor])
      .map(Self.following)
  }

  /// Those that are due; nobody else gets them until `until`.
  func claim(now: Date, until: Date, limit: Int) throws -> [Following] {
    let due = try db.rows(
      Self.columns + "WHERE next_check <= ? ORDER BY next_check LIMIT ?",
      [now.timeIntervalSince1970, limit]
    ).map(Self.following)
    for following in due {
      try db.run(
        "UPDATE following SET next_check = ? WHERE source_id = ?",
        [until.timeIntervalSince1970, following.source.rawValue])
    }
    return due
  }

  func nextDue() throws -> Date? {
    let seconds: Double? = try db.value(
      "SELECT next_check FROM following WHERE next_check >= 0 ORDER BY next_check LIMIT 1")
    return seconds.map { Date(timeIntervalSince1970: $0) }
  }

  /// Writes one that is new; nothing happens where the source has one.
  func begin(_ source: Source.ID, now: Date) throws {
    try db.run(
      "INSERT OR IGNORE INTO following(source_id, state, next_check, began) VALUES (?, ?, ?, ?)",
      [
        source.rawValue, Following.State.waiting.rawValue, now.timeIntervalSince1970,
        now.timeIntervalSince1970,
      ])
  }

  /// Writes what an account says of itself, as long as it is this one that is followed.
  func describe(_ following: Following) throws {
    try db.run(
      """
      UPDATE following SET inbox = ?, outbox = ?, is_searchable = ?
      WHERE source_id = ? AND actor IS ?
      """,
      [
        following.inbox, following.outbox, following.isSearchable, following.source.rawValue,
        following.actor,
      ])
  }

  /// Writes all that is known of it, but for when it is due.
  ///
  /// - Returns: `false` where its account has answered since it was read; then nothing is written.
  func replace(_ known: Following, by following: Following) throws -> Bool {
    try db.run(
      """
      UPDATE following SET state = ?, reason = ?, actor = ?, inbox = ?, outbox = ?, follow = ?,
        asked = ?, is_searchable = ?, began = ?, moved = ?
      WHERE source_id = ? AND state = ? AND follow IS ? AND actor IS ?
      """,
      [
        following.state.rawValue, following.reason, following.actor, following.inbox,
        following.outbox, following.follow, following.asked?.timeIntervalSince1970,
        following.isSearchable, following.began.timeIntervalSince1970,
        following.moved?.timeIntervalSince1970, following.source.rawValue, known.state.rawValue,
        known.follow, known.actor,
      ])
    return db.changesCount > 0
  }

  /// Writes that an account is followed no more, whatever it has said.
  func giveUp(_ source: Source.ID, reason: String) throws {
    try db.run(
      "UPDATE following SET state = ?, reason = ?, follow = NULL WHERE source_id = ?",
      [Following.State.refused.rawValue, reason, source.rawValue])
  }

  /// Writes what its account has answered.
  func answer(_ state: Following.State, reason: String?, of source: Source.ID) throws {
    try db.run(
      "UPDATE following SET state = ?, reason = ? WHERE source_id = ?",
      [state.rawValue, reason, source.rawValue])
  }

  func rest(_ source: Source.ID, until date: Date, failures: Int) throws {
    try db.run(
      "UPDATE following SET next_check = ?, failures = ? WHERE source_id = ?",
      [date.timeIntervalSince1970, failures, source.rawValue])
  }

  /// Has an account looked at as soon as may be.
  func readAnew(_ source: Source.ID, now: Date) throws {
    try db.run(
      "UPDATE following SET next_check = min(next_check, ?) WHERE source_id = ?",
      [now.timeIntervalSince1970, source.rawValue])
  }

  func remove(_ source: Source.ID) throws {
    try db.run("DELETE FROM following WHERE source_id = ?", [source.rawValue])
  }

  private static func following(_ row: Row) throws -> Following {
    var following = Following(
      source: Source.ID(rawValue: row[0]), nextCheck: Date(timeIntervalSince1970: row[8]))
    following.state = Following.State(rawValue: row[1]) ?? .waiting
    following.reason = row[2]
    following.actor = row[3]
    following.inbox = row[4]
    following.outbox = row[5]
    following.follow = row[6]
    following.asked = (row[7] as Double?).map { Date(timeIntervalSince1970: $0) }
    following.failures = row[9]
    following.isSearchable = row[10]
    following.began = Date(timeIntervalSince1970: row[11])
    following.moved = (row[12] as Double?).map { Date(timeIntervalSince1970: $0) }
    return following
  }
}
