import Foundation
import Model
import Testing

@Suite struct BackoffTests {
  private let schedule = RefreshSchedule()
  private let now = Sample.now
  private let hour: TimeInterval = 3600
  private let day = Sample.day

  private func state(failures: Int = 0, kind: Failure.Kind = .dns) -> FetchState {
    var state = FetchState(nextCheck: now)
    state.failures = failures
    if failures > 0 { state.failure = Failure(kind, "no") }
    return state
  }

  private func wait(_ state: FetchState, interval: Int? = nil) -> TimeInterval {
    schedule.next(afterFailure: state, of: Sample.source, interval: interval, now: now)
      .timeIntervalSince(now)
  }

  @Test(arguments: [
    (0, 1), (1, 1), (2, 2), (3, 4), (4, 8), (5, 16), (6, 24), (12, 24), (13, 168), (.max, 168),
  ])
  func `each failure doubles the wait, up to a day and in the end a week`(
    failures: Int, hours: Double
  ) {
    #expect((hours * hour...hours * hour * 1.2).contains(wait(state(failures: failures))))
  }

  @Test func `a feed that is gone is asked after a day, then every month`() {
    var gone = state(failures: 9, kind: .gone)
    #expect((day...1.2 * day).contains(wait(gone)))
    gone.goneSince = now
    #expect((30 * day...36 * day).contains(wait(gone)))
  }

  @Test func `the operator's interval holds after failures as well`() {
    #expect(wait(state(failures: 1), interval: 3 * 24 * 60) >= 3 * day)
    let rested = schedule.next(
      afterRateLimit: state(), wished: 600, interval: 24 * 60, now: now)
    #expect(rested == now + day)
  }

  @Test(
    arguments: [
      (0, 600), (599, 600), (-5, 600), (601, 601), (86_400, 86_400), (1e300, 604_800),
      (.infinity, 604_800), (-.infinity, 600),
    ] as [(Double, Double)])
  func `a wish for rest is honoured between ten minutes and a week`(wish: Double, rest: Double) {
    #expect(schedule.next(afterRateLimit: state(), wished: wish, now: now) == now + rest)
  }

  @Test(arguments: [(0, 1), (1, 1), (2, 2), (5, 16), (6, 24), (.max, 24)] as [(Int, Double)])
  func `who names no time is left alone for twice as long each time`(times: Int, hours: Double) {
    var state = state()
    state.rateLimits = times
    #expect(schedule.next(afterRateLimit: state, wished: nil, now: now) == now + hours * hour)
    #expect(schedule.next(afterRateLimit: state, wished: .nan, now: now) == now + hours * hour)
  }

  @Test func `what was decided before the clock jumped back is stale`() {
    var state = state()
    state.nextCheck = now + 2 * day
    #expect(!schedule.isStale(state, now: now))
    state.nextCheck = now + 2 * day + 1
    #expect(schedule.isStale(state, now: now))
    #expect(!schedule.isStale(state, interval: 7 * 24 * 60, now: now))
  }

  @Test func `long waits with a reason are not stale`() {
    var gone = state(failures: 2, kind: .gone)
    gone.goneSince = now
    gone.nextCheck = now + 36 * day
    var tired = state(failures: 13)
    tired.nextCheck = now + 8 * day
    var rested = state()
    rested.rateLimits = 1
    rested.nextCheck = now + 7 * day
    var resting = state()
    resting.hints.skipDays = Set(0...5)
    resting.nextCheck = now + 6 * day
    for state in [gone, tired, rested, resting] { #expect(!schedule.isStale(state, now: now)) }
    gone.nextCheck = now + 61 * day
    #expect(schedule.isStale(gone, now: now))
  }
}
