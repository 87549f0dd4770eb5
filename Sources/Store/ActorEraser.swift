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
    for table in ["reaction", "reply"] { try clear(table, below: host) }
  }

  /// Ends what a host, and every name below it, has to do with us.
  func withdraw(host: String) throws {
    for name in try names(in: "remote_actor", below: host) {
      try db.run(
        "DELETE FROM errand WHERE signer IN (SELECT id FROM remote_actor WHERE host = ?)", [name])
    }
    for table in ["follower", "reaction", "reply"] { try clear(table, below: host) }
    for name in try names(in: "delivery", below: host) {
      try db.run("DELETE FROM delivery WHERE host = ? AND lease_owner IS NULL", [name])
    }
  }

  /// Everything that is known of a host.
  func purge(host: String) throws {
    try withdraw(host: host)
    for name in try names(in: "remote_actor", below: host) {
      try db.run(
        """
        DELETE FROM remote_key WHERE owner IN (SELECT id FROM remote_actor WHERE host = ?)
        """, [name])
    }
    for table in ["remote_actor", "report"] { try clear(table, below: host) }
    try db.run("DELETE FROM host WHERE name = ?", [host])
  }

  private func clear(_ table: String, below host: String) throws {
    for name in try names(in: table, below: host) {
      try db.run("DELETE FROM \(table) WHERE host = ?", [name])
    }
  }

  /// The hosts in a table for which a word on `host` holds.
  ///
  /// One step in the index leads from a host to the next, however many rows either has; no index knows
  /// which names end alike.
  private func names(in table: String, below host: String) throws -> [String] {
    var names: [String] = []
    var next: String? = try db.value("SELECT min(host) FROM \(table)")
    while let name = next {
      if BlockTable.domains(of: name).contains(host) { names.append(name) }
      next = try db.value("SELECT min(host) FROM \(table) WHERE host > ?", [name])
    }
    return names
  }
}
