import Foundation
import Logging
import Model
import Store

/// What the courier has in mind between two events: what waits, what is on the road, and what is to be
/// written down.
///
/// At most one visit to the store is under way.
struct CourierRound {
  private let courier: Courier
  private var desk = CourierDesk()
  private var results: [DeliveryResult] = []
  private var isWorking = false
  /// How many results wait for a look at followers who are gone.
  private var forwarding = 0
  /// Whether the store may have more that is due.
  private var mayHaveMore = false
  /// Whether what came of deliveries has waited long enough to be written down.
  private var mustWrite = false
  /// Nothing is asked of a store in trouble until its time has come.
  private var hasFailed = false
  private var tidied: Date?

  /// Nothing new starts any more.
  var isStopping = false

  /// So many deliveries are taken at once.
  static let batch = 256
  /// So many results are written down at once.
  private static let chunk = 128
  private static let mostForwarding = 16
  /// Nothing starts that could outlive its lease.
  private static let freshness: TimeInterval = 3 * 60
  private static let upkeep: TimeInterval = 10 * 60

  init(_ courier: Courier) {
    self.courier = courier
  }

  /// Whether nothing is on the road, to a host or to the store, and nobody is looked for.
  var isEmpty: Bool { desk.onTheRoad == 0 && forwarding == 0 && !isWorking }

  /// How long until the store is to be looked at again.
  var pause: Duration { hasFailed ? Courier.restAfterError : Courier.longestSleep }

  /// Looks at the store as soon as may be.
  mutating func look() {
    mayHaveMore = true
    mustWrite = true
    hasFailed = false
  }

  /// Starts what may start.
  mutating func start(_ start: (CourierDesk.Parcel) -> Void) {
    let now = courier.now()
    while !isStopping, let parcel = desk.next(now: now) {
      if now.timeIntervalSince(parcel.claimed) < Self.freshness {
        start(parcel)
      } else {
        desk.arrived(parcel.delivery.inbox.host, after: nil)
      }
    }
  }

  /// - Parameter duration: how long it was on the road.
  mutating func note(
    _ parcel: CourierDesk.Parcel, _ result: DeliveryResult?, after duration: Duration
  ) {
    desk.arrived(parcel.delivery.inbox.host, after: duration / .seconds(1))
    if let result { note(result) }
  }

  /// What came of a delivery, to be written down.
  mutating func note(_ result: DeliveryResult) {
    results.append(result)
    DeliveryTally.count(result)
  }

  /// Whether there is room for one more follower that is looked for; `noteForwarded` must follow then.
  mutating func beginsForwarding() -> Bool {
    guard forwarding < Self.mostForwarding else { return false }
    forwarding += 1
    return true
  }

  mutating func noteForwarded(_ result: DeliveryResult?) {
    forwarding -= 1
    if let result { note(result) }
  }

  /// A visit to the store, where one is due and none is under way; `ended` must follow.
  mutating func work() -> CourierWork? {
    guard !isWorking, !hasFailed else { return nil }
    let takes = mayHaveMore && !isStopping && desk.wantsMore
    let mayWrite = results.count >= Self.chunk || desk.isEmpty || takes || mustWrite
    let writes = !results.isEmpty && mayWrite
    guard takes || writes else { return nil }
    isWorking = true
    mustWrite = false
    let now = courier.now()
    let tidies =
      takes && tidied.map { now.timeIntervalSince($0) >= Self.upkeep || now < $0 } ?? true
    if tidies { tidied = now }
    defer { if writes { results = [] } }
    return CourierWork(
      courier: courier, results: writes ? results : [], takes: takes, tidies: tidies,
      held: desk.held)
  }

  mutating func ended(_ outcome: CourierWork.Outcome) {
    isWorking = false
    results = outcome.unwritten + results
    desk.take(outcome.load, now: courier.now())
    if let hasMore = outcome.hasMore { mayHaveMore = hasMore }
    // What was written down may have woken what waited for it.
    if outcome.hasWritten, desk.isEmpty { mayHaveMore = true }
    hasFailed = outcome.hasFailed
  }

  /// Writes down what is left, in a task of its own: the one that ran may be cancelled.
  func finish() async {
    let (courier, results) = (courier, results)
    await Task {
      do {
        if !results.isEmpty { try await courier.store.record(results, now: courier.now()) }
      } catch {
        courier.logger.error("could not write down what was delivered: \(error)")
      }
    }.value
  }
}
