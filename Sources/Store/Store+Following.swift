public import Foundation
public import Model

/// The accounts of sources that speak on the Fediverse themselves.
extension Store {
  /// The sources that are accounts of the Fediverse, listed or not.
  public func accounts() async throws(StoreError) -> [Source] {
    try await read { db in try SourceTable(db).accounts() }
  }

  public func followings() async throws(StoreError) -> [Following] {
    try await read { db in try FollowingTable(db).all() }
  }

  public func following(of source: Source.ID) async throws(StoreError) -> Following? {
    try await read { db in try FollowingTable(db).following(of: source) }
  }

  /// The one whose account bears this id.
  public func following(actor: String) async throws(StoreError) -> Following? {
    try await read { db in try FollowingTable(db).following(actor: actor) }
  }

  public func nextFollowing() async throws(StoreError) -> Date? {
    try await read { db in try FollowingTable(db).nextDue() }
  }

  /// Hands out those that are due; nobody else gets them until `until`.
  public func claimFollowings(
    now: Date, until: Date, limit: Int
  ) async throws(StoreError) -> [Following] {
    guard let due = try await nextFollowing(), due <= now else { return [] }
    return try await write { db in
      try FollowingTable(db).claim(now: now, until: until, limit: limit)
    }
  }

  /// Has the accounts of sources followed from now on.
  public func beginFollowing(_ sources: [Source.ID], now: Date) async throws(StoreError) {
    guard !sources.isEmpty else { return }
    try await write { db in
      for source in sources { try FollowingTable(db).begin(source, now: now) }
    }
  }

  /// Writes what an account says of itself.
  ///
  /// Where it says something else of searches, its entries are found or not found from now on.
  public func describe(_ following: Following) async throws(StoreError) {
    try await write { db in
      let wasSearchable = try FollowingTable(db).following(of: following.source)?.isSearchable
      try FollowingTable(db).describe(following)
      try NativeWriter(db).setSearchable(in: following, before: wasSearchable)
    }
    noteChange(entries: true, sources: true)
  }

  /// Writes how it stands with an account, together with what it is told of it; nothing where the
  /// account has answered since that was read.
  ///
  /// - Returns: whether it was written.
  @discardableResult
  public func replace(
    _ known: Following, by following: Following, telling activity: OutgoingActivity? = nil,
    at inbox: InboxAddress? = nil
  ) async throws(StoreError) -> Bool {
    let isCurrent = try await write { db in
      guard try FollowingTable(db).replace(known, by: following) else { return false }
      try NativeWriter(db).setSearchable(in: following, before: known.isSearchable)
      if let activity, let inbox { try ActivityTable(db).insert(activity, to: [inbox]) }
      return true
    }
    if isCurrent { noteChange(entries: true, sources: true) }
    return isCurrent
  }

  /// Ends the following of an account that is not there any more.
  public func giveUp(_ source: Source.ID, reason: String) async throws(StoreError) {
    try await write { db in try FollowingTable(db).giveUp(source, reason: reason) }
    noteChange(sources: true)
  }

  /// Ends the following of a source, together with what its account is told of it.
  public func endFollowing(
    _ source: Source.ID, telling activity: OutgoingActivity? = nil, at inbox: InboxAddress? = nil
  ) async throws(StoreError) {
    try await write { db in
      try FollowingTable(db).remove(source)
      if let activity, let inbox { try ActivityTable(db).insert(activity, to: [inbox]) }
    }
    noteChange(sources: true)
  }

  /// Writes what an account has answered to our `Follow`; of one that rejects it, nothing more is told.
  public func answer(
    _ state: Following.State, reason: String? = nil, of source: Source.ID
  ) async throws(StoreError) {
    try await write { db in
      try FollowingTable(db).answer(state, reason: reason, of: source)
      if state == .rejected { try AnnouncementWriter(db).tellNoMore(ofNativesBy: source) }
    }
    noteChange(sources: true)
  }

  /// Leaves an account alone until then.
  public func rest(
    _ source: Source.ID, until date: Date, failures: Int
  ) async throws(StoreError) {
    try await write { db in
      try FollowingTable(db).rest(source, until: date, failures: failures)
    }
  }
}
