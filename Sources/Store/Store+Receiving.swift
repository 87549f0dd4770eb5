public import Foundation

/// What others do, as it arrives.
extension Store {
  /// How often an errand is tried.
  public static let errandAttempts = 5

  /// Lets received activities have their effects, all in one transaction.
  ///
  /// - Returns: what became of each; only what is taken has effects.
  public func receive(
    _ receipts: [Receipt], now: Date
  ) async throws(StoreError) -> [Receipt.Verdict] {
    let (verdicts, hasChanged, hasOptedOut) = try await write { db in
      var writer = ReceiptWriter(now: now, db)
      let verdicts = try receipts.map { try writer.write($0) }
      return (verdicts, writer.hasChanged, writer.hasOptedOut)
    }
    noteChange(entries: hasOptedOut, sources: hasOptedOut, reactions: hasChanged)
    return verdicts
  }

  /// Ends what is remembered on behalf of strangers when its time is over.
  public func expireReceived(now: Date) async throws(StoreError) {
    try await write { db in try ReceivingExpiry(now: now, db).run() }
  }

  /// Whether an actor elsewhere has anything to do with us.
  public func isAcquainted(_ actor: String) async throws(StoreError) -> Bool {
    try await read { db in
      try RemoteActorTable(db).actor(actor) != nil || FollowerTable(db).isFollower(actor)
        || ReactionTable(db).contains(actor) || ReplyTable(db).contains(actor)
    }
  }

  /// Whether somebody follows any of our actors.
  public func isFollower(_ actor: String) async throws(StoreError) -> Bool {
    try await read { db in try FollowerTable(db).isFollower(actor) }
  }

  /// Whether a source of ours speaks with this actor, whom we follow or have asked to, or whose posts it
  /// passes on.
  public func isFollowed(_ actor: String) async throws(StoreError) -> Bool {
    try await read { db in try FollowedReader(db).contains(actor) }
  }

  /// The strictest word of the operator on an actor or its host.
  public func block(of actor: String, onHost host: String) async throws(StoreError) -> Block.Kind? {
    try await read { db in try BlockTable(db).kind(of: actor, onHost: host) }
  }
}

/// What needs a look at another server.
extension Store {
  /// The longest due first.
  ///
  /// - Parameter signers: whose errands are left out.
  public func dueErrands(
    _ origin: Errand.Origin, sparing signers: Set<String> = [], now: Date, limit: Int
  ) async throws(StoreError) -> [Errand] {
    try await read { db in
      try ErrandTable(db).due(origin, sparing: signers, now: now, limit: limit)
    }
  }

  /// Ends an errand, or has it tried again.
  ///
  /// - Parameter date: when to try again; `nil` where there is nothing left to do.
  public func end(_ errand: Errand, retryingAt date: Date?) async throws(StoreError) {
    try await write { db in
      let table = ErrandTable(db)
      if let date, errand.attempt + 1 < Self.errandAttempts {
        try table.postpone(errand.id, until: date)
      } else {
        try table.remove(errand.id)
      }
    }
  }
}
