import Foundation
import Logging
import Model
import Store

/// What the courier does between two events: takes work, writes down what came of it, tidies up.
struct CourierRound {
  private let courier: Courier
  private var desk = CourierDesk()
  private var results: [DeliveryResult] = []
  /// Whether the store may have more that is due.
  private var mayHaveMore = true
  private var tidied: Date?

  /// Nothing new starts any more.
  var isStopping = false

  private static let batch = 256
  /// Fewer waiting ones than this, and more are taken.
  private static let low = 128
  /// So many results are written down at once.
  private static let chunk = 64
  private static let lease: TimeInterval = 5 * 60
  /// Nothing starts that could outlive its lease.
  private static let freshness: TimeInterval = 3 * 60
  private static let upkeep: TimeInterval = 10 * 60

  init(_ courier: Courier) {
    self.courier = courier
  }

  /// Whether nothing is on the road.
  var isEmpty: Bool { desk.onTheRoad == 0 }

  /// Writes down, tidies up and takes work; gives whether all of it went well.
  @discardableResult
  mutating func turn() async -> Bool {
    mayHaveMore = true
    return await work()
  }

  /// Starts what may start.
  mutating func start(_ start: (CourierDesk.Parcel) -> Void) {
    let now = courier.now()
    while let parcel = desk.next() {
      if now.timeIntervalSince(parcel.claimed) < Self.freshness {
        start(parcel)
      } else {
        desk.arrived(parcel.delivery.inbox.host)
      }
    }
  }

  mutating func note(_ parcel: CourierDesk.Parcel, _ result: DeliveryResult?) async {
    desk.arrived(parcel.delivery.inbox.host)
    if let result {
      results.append(result)
      DeliveryTally.count(result)
    }
    let isDone = desk.isEmpty
    guard results.count >= Self.chunk || isDone || desk.waiting < Self.low else { return }
    if isDone { mayHaveMore = true }
    await work()
  }

  /// Writes down what is left, in a task of its own: the one that ran may be cancelled.
  mutating func finish() async {
    let (courier, results) = (courier, results)
    await Task {
      do {
        if !results.isEmpty { try await courier.store.record(results, now: courier.now()) }
      } catch {
        courier.logger.error("could not write down what was delivered: \(error)")
      }
    }.value
  }

  @discardableResult
  private mutating func work() async -> Bool {
    do {
      try await record()
      if isStopping { return true }
      try await tidy()
      try await take()
      return true
    } catch StoreError.cancelled {
      return true
    } catch {
      courier.logger.error("could not deliver: \(error)")
      mayHaveMore = false
      return false
    }
  }

  private mutating func record() async throws(StoreError) {
    guard results.count >= Self.chunk || desk.isEmpty || mayHaveMore, !results.isEmpty else {
      return
    }
    try await courier.store.record(results, now: courier.now())
    results = []
  }

  private mutating func take() async throws(StoreError) {
    while mayHaveMore, desk.waiting < Self.low {
      let hasSpread = try await courier.store.spread(now: courier.now(), random: courier.random)
      let load = try await courier.store.claimDeliveries(
        owner: courier.owner.description, now: courier.now(), duration: Self.lease,
        limit: Self.batch, taken: desk.held)
      desk.take(load, now: courier.now())
      mayHaveMore = hasSpread || load.deliveries.count == Self.batch
    }
  }

  private mutating func tidy() async throws(StoreError) {
    let now = courier.now()
    if let tidied, now.timeIntervalSince(tidied) < Self.upkeep, now >= tidied { return }
    tidied = now
    try await courier.store.expireDeliveries(now: now)
    let health = try await courier.store.deliveryHealth(now: now)
    DeliveryTally.measure(queued: health.queued, oldestAge: health.oldestAge ?? 0)
  }
}
