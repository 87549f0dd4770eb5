import Foundation
import GRDB

/// What others answered.
struct ReplyTable {
  private let db: Database

  /// So many of one author's wait at most; whoever writes more is not listened to.
  private static let mostWaiting = 100
  private static let columns =
    "id, note, actor, host, account, url, content, published, updated, received, state"

  init(_ db: Database) {
    self.db = db
  }

  /// Writes a reply, or its new words; those of somebody else's are left alone, and so are older ones.
  ///
  /// - Returns: whether what is shown has changed.
  func put(_ reply: Reply, isNew: Bool) throws -> Bool {
    guard let known = try self.reply(reply.id) else {
      if isNew, try hasRoom(for: reply.actor) { try insert(reply) }
      return false
    }
    guard known.actor == reply.actor, let updated = reply.updated,
      updated > known.updated ?? known.published
    else { return false }
    // What was read and let pass may say anything by now.
    let state = known.state == .shown ? Reply.State.waiting : known.state
    try db.run(
      "UPDATE reply SET content = ?, updated = ?, received = ?, state = ? WHERE id = ?",
      [
        reply.content, updated.timeIntervalSince1970, reply.received.timeIntervalSince1970,
        state.rawValue, reply.id,
      ])
    return known.state == .shown
  }

  private func hasRoom(for actor: String) throws -> Bool {
    try !db.exists(
      "SELECT 1 FROM reply WHERE actor = ? AND state <> 'shown' LIMIT 1 OFFSET ?",
      [actor, Self.mostWaiting - 1])
  }

  private func insert(_ reply: Reply) throws {
    try db.run(
      "INSERT INTO reply(\(Self.columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      [
        reply.id, reply.note, reply.actor, reply.host, reply.account, reply.url, reply.content,
        reply.published.timeIntervalSince1970, reply.updated?.timeIntervalSince1970,
        reply.received.timeIntervalSince1970, reply.state.rawValue,
      ])
  }

  func reply(_ id: String) throws -> Reply? {
    try db.row("SELECT \(Self.columns) FROM reply WHERE id = ?", [id]).flatMap(Self.read)
  }

  /// Gives whether one that is shown is gone.
  func remove(_ id: String, of actor: String) throws -> Bool {
    guard let known = try reply(id), known.actor == actor else { return false }
    try db.run("DELETE FROM reply WHERE id = ?", [id])
    return known.state == .shown
  }

  func remove(of actor: String) throws {
    try db.run("DELETE FROM reply WHERE actor = ?", [actor])
  }

  func contains(_ actor: String) throws -> Bool {
    try db.exists("SELECT 1 FROM reply WHERE actor = ? LIMIT 1", [actor])
  }

  /// Gives whether there is such a reply.
  func set(_ state: Reply.State, of id: String) throws -> Bool {
    try db.run("UPDATE reply SET state = ? WHERE id = ?", [state.rawValue, id])
    return db.changesCount > 0
  }

  func count(of note: String) throws -> Int {
    try db.value("SELECT count(*) FROM reply WHERE note = ? AND state = 'shown'", [note]) ?? 0
  }

  /// Those that are shown under a note, the oldest first.
  func shown(under note: String, limit: Int) throws -> [Reply] {
    try db.rows(
      """
      SELECT \(Self.columns) FROM reply
      WHERE note = ? AND state = 'shown' ORDER BY published, id LIMIT ?
      """, [note, limit]
    ).compactMap(Self.read)
  }

  /// The newest first; with their notes, or those that were said to actors.
  func list(_ state: Reply.State, isToNote: Bool, limit: Int) throws -> [Reply] {
    try db.rows(
      """
      SELECT \(Self.columns) FROM reply
      WHERE state = ? AND (note IS NOT NULL) = ? ORDER BY received DESC, id LIMIT ?
      """, [state.rawValue, isToNote, limit]
    ).compactMap(Self.read)
  }

  private static func read(_ row: Row) -> Reply? {
    guard let state = Reply.State(rawValue: row[10]) else { return nil }
    return Reply(
      id: row[0], note: row[1], actor: row[2], host: row[3], account: row[4], url: row[5],
      content: row[6], published: Date(timeIntervalSince1970: row[7]),
      updated: (row[8] as Double?).map(Date.init(timeIntervalSince1970:)),
      received: Date(timeIntervalSince1970: row[9]), state: state)
  }
}
