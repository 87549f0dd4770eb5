/// How many follow, and what was done with notes.
extension Store {
  public func followerCount(of handle: String) async throws(StoreError) -> Int {
    try await read { db in try FollowerTable(db).count(of: handle) }
  }

  /// How many accounts of sources let us follow them.
  public func followingCount() async throws(StoreError) -> Int {
    try await read { db in try FollowedReader(db).count() }
  }

  /// The tallies of notes, by their names.
  public func tallies(of notes: [String]) async throws(StoreError) -> [String: NoteTally] {
    try await read { db in
      var tallies: [String: NoteTally] = [:]
      for note in notes { tallies[note] = try ReactionTable(db).tally(of: note) }
      return tallies
    }
  }

  /// The replies that are shown under a note, the oldest first.
  public func shownReplies(to note: String, limit: Int) async throws(StoreError) -> [Reply] {
    try await read { db in try ReplyTable(db).shown(under: note, limit: limit) }
  }
}

/// What the operator looks at, and decides.
extension Store {
  /// The followers of an actor in the order of their ids; go on after the last one's.
  public func followers(
    of handle: String, after id: String? = nil, limit: Int
  ) async throws(StoreError) -> [Follower] {
    try await read { db in
      try FollowerTable(db).followers(of: handle, after: id, limit: limit)
    }
  }

  /// Replies to our notes, the newest first.
  public func replies(_ state: Reply.State, limit: Int) async throws(StoreError) -> [Reply] {
    try await read { db in try ReplyTable(db).list(state, isToNote: true, limit: limit) }
  }

  /// What was said to our actors, the newest first.
  public func mentions(_ state: Reply.State, limit: Int) async throws(StoreError) -> [Reply] {
    try await read { db in try ReplyTable(db).list(state, isToNote: false, limit: limit) }
  }

  public func reports(limit: Int) async throws(StoreError) -> [Report] {
    try await read { db in try ReportTable(db).list(limit: limit) }
  }

  /// What was answered or said under this id.
  public func reply(_ id: String) async throws(StoreError) -> Reply? {
    try await read { db in try ReplyTable(db).reply(id) }
  }

  /// Shows a reply, or refuses it; gives whether there is one.
  @discardableResult
  public func set(_ state: Reply.State, ofReply id: String) async throws(StoreError) -> Bool {
    let isThere = try await write { db in try ReplyTable(db).set(state, of: id) }
    if isThere { noteChange(reactions: true) }
    return isThere
  }

  public func blocks() async throws(StoreError) -> [Block] {
    try await read { db in try BlockTable(db).all() }
  }

  /// Blocks or silences a host, with all names below it, or an actor.
  ///
  /// What it did here is forgotten: followers only where it is blocked, reactions and replies in either
  /// case.
  public func put(_ block: Block) async throws(StoreError) {
    try await write { db in
      try BlockTable(db).put(block)
      let eraser = ActorEraser(db)
      let isHost = !block.subject.contains("/")
      switch block.kind {
      case .block where isHost: try eraser.withdraw(host: block.subject)
      case .block: try eraser.withdraw(block.subject)
      case .silence where isHost: try eraser.mute(host: block.subject)
      case .silence: try eraser.mute(block.subject)
      }
    }
    noteChange(reactions: true)
  }

  /// Ends a block or a silence; what was forgotten stays so.
  public func unblock(_ subject: String) async throws(StoreError) {
    try await write { db in try BlockTable(db).remove(subject) }
  }

  /// Forgets everything that is known of a host.
  public func purge(host: String) async throws(StoreError) {
    try await write { db in try ActorEraser(db).purge(host: host) }
    noteChange(reactions: true)
  }

  /// Forgets everything that is known of an actor elsewhere.
  public func purge(actor: String) async throws(StoreError) {
    try await write { db in try ActorEraser(db).forget(actor) }
    noteChange(reactions: true)
  }
}
