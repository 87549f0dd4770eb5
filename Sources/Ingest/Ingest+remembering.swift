import Fetching
import Foundation
import Logging
import Model
import Store
import Synchronization

/// What is remembered of each source after it was asked.
extension Ingest {
  /// After an answer that brought nothing to read.
  func settle(
    _ source: Source, _ state: FetchState, after answer: Response, as outcome: Outcome
  ) async throws(StoreError) -> Outcome {
    var state = state
    state.nextCheck = due(source, state, after: answer)
    try await store.record(state, of: source.id, owner: owner)
    return outcome
  }

  func take(_ error: FetchError, of source: Source) async throws(StoreError) -> Outcome {
    switch error {
    case .cancelled, .stopped:
      return .abandoned
    case .resting(_, let duration):
      var state = source.state
      state.nextCheck = now().addingTimeInterval(max(duration / .seconds(1), 60))
      try await store.record(state, of: source.id, owner: owner)
      return .rateLimited(until: state.nextCheck)
    default:
      note(source, failure: error.failure.kind)
      return try await fail(source, error.failure)
    }
  }

  func fail(_ source: Source, _ failure: Failure) async throws(StoreError) -> Outcome {
    let now = now()
    let isOutage =
      source.state.failures == 0 && Outage.isLineTrouble(failure.kind)
      && outage.withLock { $0.isOn(at: now) }
    var state = source.state.failed(failure, isOutage: isOutage, now: now)
    state.nextCheck =
      isOutage
      ? now.addingTimeInterval(Outage.pause)
      : schedule.next(
        afterFailure: state, of: source.id, interval: source.subscription.interval, now: now)
    try await store.record(state, of: source.id, owner: owner)
    return .failed(failure)
  }

  /// - Parameter host: an address of the server that wants rest from everybody, which a redirect may have led to.
  func rest(
    _ source: Source, host: String?, wished: TimeInterval?
  ) async throws(StoreError) -> Outcome {
    let now = now()
    let wish = Failure(
      .rateLimited,
      "the server asks to be left alone for a while; nothing to do, it is asked again later")
    var state = source.state.rateLimited(wish, now: now)
    state.nextCheck = schedule.next(
      afterRateLimit: state, wished: wished, interval: source.subscription.interval, now: now)
    if let host { fetcher.rest(host, for: .seconds(state.nextCheck.timeIntervalSince(now))) }
    try await store.record(state, of: source.id, owner: owner)
    return .rateLimited(until: state.nextCheck)
  }

  func due(_ source: Source, _ state: FetchState, after answer: Response) -> Date {
    schedule.next(
      after: state, of: source.id, interval: source.subscription.interval,
      cacheLifetime: CacheLifetime.seconds(of: answer.headers, now: now()), now: now())
  }

  /// Makes sources due that wait for a time so far away that the clock must have jumped back since.
  ///
  /// Aggregation rule 4.1. Once at a start is enough: clocks that are wrong are wrong after a boot.
  func wakeTheStale() async throws(StoreError) {
    let now = now()
    for source in try await store.sources() where source.isAsked {
      var state = source.state
      let asked = source.subscription.interval
      guard schedule.isStale(state, interval: asked, now: now) else { continue }
      state.nextCheck = now
      try await store.record(state, of: source.id, owner: owner)
    }
  }

  /// Remembers whether a host was reached.
  ///
  /// A source that has failed before is no witness, else a list of dead ones would pass for an outage
  /// that never ends.
  func note(_ source: Source, failure kind: Failure.Kind?) {
    guard kind == nil || source.state.failures == 0 else { return }
    let host = CanonicalURL(source.address)?.host ?? source.address
    let now = now()
    outage.withLock { $0.note(host, failure: kind, at: now) }
  }

  func log(_ outcome: Outcome, of source: Source) {
    logger.log(level: outcome.logLevel, "\(source.handle): \(outcome)")
  }
}
