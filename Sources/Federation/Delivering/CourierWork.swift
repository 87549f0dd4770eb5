import Logging
import Model
import Store

/// One visit of the courier's to the store: what came of deliveries goes in, what is due comes out.
///
/// It runs beside what is on the road, so that no host waits for the disk.
struct CourierWork: Sendable {
  let courier: Courier
  var results: [DeliveryResult]
  var takes: Bool
  var tidies: Bool
  /// How many deliveries of each host are held already.
  var held: [String: Int]

  private static let lease: Double = 5 * 60

  /// What came of it.
  struct Outcome: Sendable {
    var load = DeliveryLoad()
    /// What could not be written down, and is to be written the next time.
    var unwritten: [DeliveryResult] = []
    var hasWritten = false
    /// Whether the store may have more that is due; `nil` where it was not asked.
    var hasMore: Bool?
    /// Then the store is left alone for a while.
    var hasFailed = false
  }

  func run() async -> Outcome {
    var outcome = Outcome(unwritten: results)
    do {
      if !results.isEmpty { try await courier.store.record(results, now: courier.now()) }
      outcome.unwritten = []
      outcome.hasWritten = !results.isEmpty
      if tidies { try await tidy() }
      if takes { try await take(into: &outcome) }
    } catch StoreError.cancelled {
      outcome.hasFailed = true
    } catch {
      courier.logger.error("could not deliver: \(error)")
      outcome.hasFailed = true
    }
    return outcome
  }

  private func take(into outcome: inout Outcome) async throws(StoreError) {
    let hasSpread = try await courier.store.spread(now: courier.now(), random: courier.random)
    outcome.load = try await courier.store.claimDeliveries(
      owner: courier.owner.description, now: courier.now(), duration: Self.lease,
      limit: CourierRound.batch, taken: held)
    outcome.hasMore = hasSpread || outcome.load.deliveries.count == CourierRound.batch
  }

  private func tidy() async throws(StoreError) {
    let now = courier.now()
    try await courier.store.expireDeliveries(now: now)
    let health = try await courier.store.deliveryHealth(now: now)
    DeliveryTally.measure(queued: health.queued, oldestAge: health.oldestAge ?? 0)
  }
}
