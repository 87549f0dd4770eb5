import GRDB

/// Takes away what others did here.
struct ActorEraser {
  private let db: Database

  init(_ db: Database) {
    self.db = db
  }

  /// Forgets an account and everything it did; complaints stay.
  func forget(_ actor: String) throws {
    try withdraw(actor)
    try RemoteActorTable(db).remove(actor)
    try RemoteKeyTable(db).remove(owner: actor)
  }

  /// Ends what an account has to do with us.
  func withdraw(_ actor: String) throws {
    let inboxes = try FollowerInboxes(db).inboxes(of: actor)
    try FollowerTable(db).remove(actor)
    try cancel(inboxes)
    try ReactionTable(db).remove(of: actor)
    try ReplyTable(db).remove(of: actor)
    try db.run("DELETE FROM errand WHERE signer = ?", [actor])
  }

  /// Takes out of the queue what goes to inboxes at which nobody is reached any more.
  private func cancel(_ inboxes: [InboxAddress]) throws {
    for inbox in inboxes where try FollowerInboxes(db).owners(of: inbox).isEmpty {
      try db.run(
        "DELETE FROM delivery WHERE inbox = ? AND lease_owner IS NULL", [inbox.url])
    }
  }

  /// Takes back what an account said and did, but lets it follow.
  func mute(_ actor: String) throws {
    try ReactionTable(db).remove(of: actor)
    try ReplyTable(db).remove(of: actor)
  }

  /// The same for a host and every name below it.
  func mute(host: String) throws {
    for table in ["reaction", "reply"] {
      try db.run("DELETE FROM \(table) WHERE \(Self.isBelow)", Self.arguments(host))
    }
  }

  /// Ends what a host, and every name below it, has to do with us.
  func withdraw(host: String) throws {
    try db.run(
      """
      DELETE FROM errand WHERE signer IN (
        SELECT id FROM remote_actor WHERE \(Self.isBelow))
      """, Self.arguments(host))
    for table in ["follower", "reaction", "reply"] {
      try db.run(
        "DELETE FROM \(table) WHERE \(Self.isBelow)", Self.arguments(host))
    }
    try db.run(
      "DELETE FROM delivery WHERE \(Self.isBelow) AND lease_owner IS NULL", Self.arguments(host))
  }

  /// Everything that is known of a host.
  func purge(host: String) throws {
    try withdraw(host: host)
    try db.run(
      """
      DELETE FROM remote_key WHERE owner IN (
        SELECT id FROM remote_actor WHERE \(Self.isBelow))
      """, Self.arguments(host))
    for table in ["remote_actor", "report"] {
      try db.run("DELETE FROM \(table) WHERE \(Self.isBelow)", Self.arguments(host))
    }
    try db.run("DELETE FROM host WHERE name = ?", [host])
  }

  /// The host itself, on any port, and the names below it; compared by letters, for `LIKE` would take the
  /// underscores of a name for any letter.
  private static let isBelow =
    """
    (host = ? OR substr(host, -length(?) - 1) = '.' || ?
      OR substr(host, 1, length(?) + 1) = ? || ':')
    """

  private static func arguments(_ host: String) -> StatementArguments {
    StatementArguments(repeatElement(host, count: 5))
  }
}
