import Foundation
import GRDB

/// What others' servers said of their actors.
struct RemoteActorTable {
  private let db: Database

  /// The most rows one host, and all hosts, may take (federation rule S21).
  private static let mostPerHost = 10_000
  private static let most = 200_000

  init(_ db: Database) {
    self.db = db
  }

  func actor(_ id: String) throws -> KnownActor? {
    try db.row("SELECT id, host, fetched, document FROM remote_actor WHERE id = ?", [id])
      .map { row in
        KnownActor(
          id: row[0], host: row[1], fetched: Date(timeIntervalSince1970: row[2]),
          document: row[3])
      }
  }

  /// Where an actor is reached, with everybody on its server where it has an inbox for all.
  func inbox(of id: String) throws -> InboxAddress? {
    let row = try db.row(
      """
      SELECT ifnull(json_extract(document, '$.sharedInbox'), json_extract(document, '$.inbox')), host
      FROM remote_actor WHERE id = ?
      """, [id])
    guard let row, let url: String = row[0] else { return nil }
    return InboxAddress(url: url, host: row[1])
  }

  func put(_ actor: KnownActor) throws {
    if try !db.exists("SELECT 1 FROM remote_actor WHERE id = ?", [actor.id]) {
      try makeRoom(for: actor.host)
    }
    try db.run(
      "INSERT OR REPLACE INTO remote_actor(id, host, fetched, document) VALUES (?, ?, ?, ?)",
      [actor.id, actor.host, actor.fetched.timeIntervalSince1970, actor.document])
  }

  private func makeRoom(for host: String) throws {
    let isFull = try db.exists(
      "SELECT 1 FROM remote_actor WHERE host = ? LIMIT 1 OFFSET ?", [host, Self.mostPerHost - 1])
    if isFull {
      try db.run(
        """
        DELETE FROM remote_actor WHERE id IN (
          SELECT id FROM remote_actor WHERE host = ? ORDER BY fetched LIMIT 1000)
        """, [host])
    }
  }

  /// Forgets those that nobody needs: neither followers nor followed, and not asked about since.
  func expire(before date: Date) throws {
    try db.run(
      """
      DELETE FROM remote_actor WHERE fetched < ?
        AND NOT EXISTS (SELECT 1 FROM follower WHERE follower.id = remote_actor.id)
        AND NOT EXISTS (SELECT 1 FROM following WHERE following.actor = remote_actor.id)
      """, [date.timeIntervalSince1970])
    try db.run(
      """
      DELETE FROM remote_actor WHERE id IN (
        SELECT id FROM remote_actor ORDER BY fetched DESC LIMIT -1 OFFSET ?)
      """, [Self.most])
  }

  func remove(_ id: String) throws {
    try db.run("DELETE FROM remote_actor WHERE id = ?", [id])
  }

  func remove(host: String) throws {
    try db.run("DELETE FROM remote_actor WHERE host = ?", [host])
  }
}
