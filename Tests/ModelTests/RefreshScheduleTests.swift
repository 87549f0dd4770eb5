import Foundation
import Model
import Testing

@Suite struct RefreshScheduleTests {
  private let schedule = RefreshSchedule()
  private let now = Sample.now
  private let hour: TimeInterval = 3600
  private let day = Sample.day

  private func state(
    gap: Double? = nil, newest: TimeInterval? = nil, hints: RefreshHints = RefreshHints()
  ) -> FetchState {
    var state = FetchState(nextCheck: now)
    state.gap = gap
    state.newestEntry = newest.map { now - $0 }
    state.hints = hints
    return state
  }

  /// The wait without its jitter, which must be between none and a fifth.
  private func expect(
    _ next: Date, waits wait: TimeInterval, at location: SourceLocation = #_sourceLocation
  ) {
    let found = next.timeIntervalSince(now)
    #expect(
      (wait - 0.001...wait * 1.2).contains(found), "\(found) is not about \(wait)",
      sourceLocation: location)
  }

  private func next(
    _ state: FetchState, interval: Int? = nil, cache: TimeInterval? = nil
  ) -> Date {
    schedule.next(
      after: state, of: Sample.source, interval: interval, cacheLifetime: cache, now: now)
  }

  @Test func `who gives no reason is asked every hour`() {
    expect(next(state()), waits: hour)
  }

  @Test func `the wait is half the usual gap, between an hour and a day`() {
    expect(next(state(gap: 10 * hour)), waits: 5 * hour)
    expect(next(state(gap: 1)), waits: hour)
    expect(next(state(gap: 0)), waits: hour)
    expect(next(state(gap: 900 * day)), waits: day)
    expect(next(state(gap: .nan)), waits: hour)
    expect(next(state(gap: .infinity)), waits: day)
    expect(next(state(gap: -5)), waits: hour)
  }

  @Test(arguments: [(0, 1), (7, 1), (7.1, 2), (30.1, 6), (180.1, 12), (365.1, 24), (9999, 24)])
  func `a silent source is asked less often, but every day`(days: Double, hours: Double) {
    expect(next(state(newest: days * day)), waits: hours * hour)
  }

  @Test func `an entry from the future is no silence`() {
    expect(next(state(newest: -9 * day)), waits: hour)
  }

  @Test func `hints lengthen the wait and never shorten it`() {
    var hints = RefreshHints()
    hints.ttl = 120
    expect(next(state(hints: hints)), waits: 2 * hour)
    expect(next(state(gap: 20 * hour, hints: hints)), waits: 10 * hour)
    hints.updatePeriod = 3 * 3600
    expect(next(state(hints: hints)), waits: 3 * hour)
    expect(next(state(hints: hints), cache: 4 * hour), waits: 4 * hour)
    hints.ttl = 1
    hints.updatePeriod = 1
    expect(next(state(hints: hints), cache: 1), waits: hour)
  }

  @Test func `no hint reaches further than a day`() {
    var hints = RefreshHints()
    hints.ttl = .max
    expect(next(state(hints: hints)), waits: day)
    hints.ttl = nil
    hints.updatePeriod = .max
    expect(next(state(hints: hints)), waits: day)
    expect(next(state(), cache: 7 * day), waits: day)
  }

  @Test(arguments: [0, -1, 7 * 86_400 + 1, .infinity, -.infinity, .nan] as [Double])
  func `a lifetime of nothing or of more than a week is no hint`(lifetime: Double) {
    expect(next(state(), cache: lifetime), waits: hour)
  }

  @Test func `hints below nothing are none`() {
    var hints = RefreshHints()
    hints.ttl = .min
    hints.updatePeriod = .min
    hints.skipHours = [-1, 99]
    hints.skipDays = [-3, 7]
    expect(next(state(hints: hints)), waits: hour)
  }

  @Test func `the operator's interval only lengthens, up to a month`() {
    expect(next(state(), interval: 1), waits: hour)
    expect(next(state(), interval: -1), waits: hour)
    expect(next(state(), interval: 2 * 24 * 60), waits: 2 * day)
    expect(next(state(), interval: .max), waits: 30 * day)
    expect(next(state(), interval: .min), waits: hour)
  }

  @Test func `the jitter is a fifth at most and the same every time`() {
    let waits = (1...200).map { number in
      schedule.next(
        after: state(), of: Source.ID(rawValue: number), interval: nil, cacheLifetime: nil, now: now
      ).timeIntervalSince(now)
    }
    #expect(waits.allSatisfy { $0 >= hour && $0 < 1.2 * hour })
    #expect(Set(waits).count > 190)
    #expect(next(state()) == next(state()))
  }

  @Test func `a short list is asked at once, a long one is spread`() {
    #expect(schedule.firstCheck(of: Sample.source, among: 64, now: now) == now)
    let checks = (1...500).map {
      schedule.firstCheck(of: Source.ID(rawValue: $0), among: 500, now: now)
    }
    #expect(checks.allSatisfy { $0 >= now && $0 < now + 500 })
    #expect(Set(checks).count > 490)
    let endless = schedule.firstCheck(of: Sample.source, among: .max, now: now)
    #expect(endless < now + hour)
  }

  @Test func `the demo asks every ten seconds, whatever happens`() {
    let demo = RefreshSchedule.every(10)
    var hints = RefreshHints()
    hints.ttl = 60
    var state = state(gap: day, newest: 99 * day, hints: hints)
    expect(
      demo.next(after: state, of: Sample.source, interval: nil, cacheLifetime: 300, now: now),
      waits: 10)
    for failures in 1...12 {
      state.failures = failures
      expect(demo.next(afterFailure: state, of: Sample.source, now: now), waits: 10)
    }
    state.failures = 1000
    expect(demo.next(afterFailure: state, of: Sample.source, now: now), waits: 70)
  }
}
