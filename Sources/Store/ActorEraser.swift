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
    try FollowerTable(db).remove(actor)
    try ReactionTable(db).remove(of: actor)
    try ReplyTable(db).remove(of: actor)
    try db.run("DELETE FROM errand WHERE signer = ?", [actor])
  }

  /// Takes back what an account said and did, but lets it follow.
  func mute(_ actor: String) throws {
    try ReactionTable(db).remove(of: actor)
    try ReplyTable(db).remove(of: actor)
  }

  /// The same for a host and every name below it.
  func mute(host: String) throws {
    for table in ["reaction", "reply"] {
      try db.run("DELETE FROM \(table) WHERE \(Self.isBelow)", [host, host, host])
    }
  }

  /// Ends what a host, and every name below it, has to do with us.
  func withdraw(host: String) throws {
    for table in ["follower", "reaction", "reply"] {
      try db.run(
        "DELETE FROM \(table) WHERE \(Self.isBelow)", [host, host, host])
    }
    try db.run(
      "DELETE FROM delivery WHERE \(Self.isBelow) AND lease_owner IS NULL", [host, host, host])
  }

  /// Everything that is known of a host.
  func purge(host: String) throws {
    try withdraw(host: host)
    try db.run(
      """
      DELETE FROM remote_key WHERE owner IN (
        SELECT id FROM remote_actor WHERE \(Self.isBelow))
      """, [host, host, host])
    for table in ["remote_actor", "report"] {
      try db.run("DELETE FROM \(table) WHERE \(Self.isBelow)", [host, host, host])
    }
    try db.run("DELETE FROM host WHERE name = ?", [host])
  }

  /// The host itself, on any port, and the names below it.
  private static let isBelow =
    "(host = ? OR host LIKE '%.' || ? ESCAPE '\\' OR host LIKE ? || ':%' ESCAPE '\\')"
}
