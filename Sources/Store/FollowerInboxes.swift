import GRDB

/// Where the followers behind an inbox can be reached.
struct FollowerInboxes {
  private let db: Database

  init(_ db: Database) {
    self.db = db
  }

  /// Whether several followers share the inbox, or could.
  func isShared(_ inbox: InboxAddress) throws -> Bool {
    try db.exists(
      "SELECT 1 FROM follower WHERE host = ? AND target = ? AND inbox <> target LIMIT 1",
      [inbox.host, inbox.url])
  }

  /// The ids of those who are reached there.
  func owners(of inbox: InboxAddress) throws -> [String] {
    try db.values(
      "SELECT DISTINCT id FROM follower WHERE host = ? AND (target = ? OR inbox = ?) ORDER BY id",
      [inbox.host, inbox.url, inbox.url])
  }

  /// Where a follower is reached.
  func inboxes(of id: String) throws -> [InboxAddress] {
    try db.rows(
      """
      SELECT inbox, host FROM follower WHERE id = ?
      UNION SELECT target, host FROM follower WHERE id = ?
      """, [id, id]
    ).map { InboxAddress(url: $0[0], host: $0[1]) }
  }

  /// Has everybody behind a shared inbox reached at their own; gives those of `actor`'s followers.
  func part(_ inbox: InboxAddress, ofFollowersOf actor: String) throws -> [InboxAddress] {
    let own: [String] = try db.values(
      "SELECT DISTINCT inbox FROM follower WHERE actor = ? AND target = ? ORDER BY inbox",
      [actor, inbox.url])
    try db.run(
      "UPDATE follower SET target = inbox WHERE host = ? AND target = ?", [inbox.host, inbox.url])
    return own.map { InboxAddress(url: $0, host: inbox.host) }
  }

  func remove(_ id: String) throws {
    try db.run("DELETE FROM follower WHERE id = ?", [id])
  }

  func move(_ id: String, to inbox: InboxAddress, target: String) throws {
    try db.run(
      "UPDATE follower SET inbox = ?, target = ?, host = ? WHERE id = ?",
      [inbox.url, target, inbox.host, id])
  }
}
