public import Foundation
public import Model

/// The way of activities to others' inboxes.
extension Store {
  /// Puts an activity that goes to the followers of these actors in the queue.
  public func send(
    _ activity: OutgoingActivity, toFollowersOf actors: [String]
  ) async throws(StoreError) {
    try await write { db in try ActivityTable(db).insert(activity, toFollowersOf: actors) }
  }

  /// Puts an activity that goes to these inboxes in the queue.
  public func send(
    _ activity: OutgoingActivity, to inboxes: [InboxAddress]
  ) async throws(StoreError) {
    try await write { db in try ActivityTable(db).insert(activity, to: inboxes) }
  }

  /// Gives the oldest activity that still needs it to the next 1,000 inboxes of its audience.
  ///
  /// - Parameter random: from 0 to 1; spreads a crowd of hosts over a second.
  /// - Returns: whether there was anything to do.
  public func spread(
    now: Date, random: @Sendable () -> Double = { .random(in: 0..<1) }
  ) async throws(StoreError) -> Bool {
    guard try await read({ db in try Spreading.isNeeded(db) }) else { return false }
    return try await write { db in
      var spreading = Spreading(now: now, db)
      return try spreading.step(random: random)
    }
  }

  /// Hands out deliveries that are due; nobody else gets them until they are recorded, given back, or
  /// `duration` has passed.
  ///
  /// - Parameter taken: how many deliveries of each host the owner holds already.
  public func claimDeliveries(
    owner: String, now: Date, duration: TimeInterval, limit: Int, taken: [String: Int] = [:]
  ) async throws(StoreError) -> DeliveryLoad {
    guard let due = try await nextDelivery(), due <= now else { return DeliveryLoad() }
    return try await write { db in
      var claim = DeliveryClaim(
        owner: owner, taken: taken, now: now, until: now.addingTimeInterval(duration), db)
      return try claim.take(limit: limit)
    }
  }

  /// Writes down what came of deliveries.
  public func record(_ results: [DeliveryResult], now: Date) async throws(StoreError) {
    try await write { db in
      var recorder = DeliveryRecorder(now: now, db)
      try recorder.write(results)
    }
  }

  /// Gives back all that `owner` holds; it is due at once.
  public func releaseDeliveries(owner: String, now: Date) async throws(StoreError) {
    try await write { db in try DeliveryTable(db).release(owner: owner, now: now) }
  }

  /// Whoever holds deliveries, alive or not.
  public func deliveryOwners() async throws(StoreError) -> [String] {
    try await read { db in try DeliveryTable(db).owners() }
  }

  /// When the next delivery is due; leased ones count when their lease ends.
  public func nextDelivery() async throws(StoreError) -> Date? {
    try await read { db in try DeliveryTable(db).nextDue() }
  }

  /// Forgets activities, queues, hosts and keys whose time is over.
  public func expireDeliveries(now: Date) async throws(StoreError) {
    try await write { db in try DeliveryExpiry(now: now, db).run() }
  }

  /// How sending is going.
  public func deliveryHealth(now: Date) async throws(StoreError) -> DeliveryHealth {
    try await read { db in try DeliveryCount(db).health(now: now) }
  }
}

/// Other servers, and who follows us from there.
extension Store {
  /// Knows a host that failed as one that is there, because it has answered.
  public func hear(from host: String, now: Date) async throws(StoreError) {
    let isFailing = try await read { db in
      let circuit = try HostTable(db).circuit(of: host)
      return circuit.failingSince != nil || circuit.isProbed
    }
    guard isFailing else { return }
    try await write { db in try HostTable(db).heard(host, now: now) }
  }

  /// How signatures are written for a host, where that is known.
  public func scheme(of host: String, now: Date) async throws(StoreError) -> String? {
    try await read { db in try HostTable(db).scheme(of: host, now: now) }
  }

  /// Remembers until then how signatures are written for a host.
  public func setScheme(
    _ scheme: String, of host: String, until: Date, now: Date
  ) async throws(StoreError) {
    try await write { db in
      try HostTable(db).setScheme(scheme, until: until, of: host, now: now)
    }
  }

  public func circuit(of host: String) async throws(StoreError) -> HostCircuit {
    try await read { db in try HostTable(db).circuit(of: host) }
  }

  /// Whether several followers are reached at an inbox, or could be.
  public func isShared(_ inbox: InboxAddress) async throws(StoreError) -> Bool {
    try await read { db in try FollowerInboxes(db).isShared(inbox) }
  }

  /// The ids of the followers that are reached at an inbox.
  public func owners(of inbox: InboxAddress) async throws(StoreError) -> [String] {
    try await read { db in try FollowerInboxes(db).owners(of: inbox) }
  }

  /// Has everybody behind a shared inbox that is gone reached at an inbox of their own, by whatever waits
  /// for the shared one as well.
  ///
  /// - Returns: where an activity goes instead that is not waiting any more; to nobody where everybody
  ///   behind the inbox has unfollowed.
  public func part(
    _ inbox: InboxAddress, insteadOf delivery: Delivery, now: Date
  ) async throws(StoreError) -> [InboxAddress] {
    try await write { db in
      try FollowerInboxes(db).part(inbox, sparing: delivery.activity, now: now)
    }
  }

  /// Forgets an account that is gone, whomever it followed.
  public func removeFollower(everywhere id: String) async throws(StoreError) {
    try await write { db in try FollowerTable(db).remove(id) }
    noteChange(entries: true)
  }

  /// Notes that a follower's server knows it no more, which may pass; forgets it where it has not for days.
  public func missFollower(_ id: String, now: Date) async throws(StoreError) {
    let isGone = try await write { db in try FollowerInboxes(db).miss(id, now: now) }
    if isGone { noteChange(entries: true) }
  }

  /// Reaches a follower elsewhere from now on.
  ///
  /// - Parameter target: the shared inbox where there is one, else the inbox itself.
  public func moveFollower(
    _ id: String, to inbox: InboxAddress, target: String
  ) async throws(StoreError) {
    try await write { db in try FollowerInboxes(db).move(id, to: inbox, target: target) }
  }
}
