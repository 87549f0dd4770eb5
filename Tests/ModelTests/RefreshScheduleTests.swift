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

@Suite struct RestingTimesTests {
  /// A Monday, 21 September 2026, 14:13:20 GMT.
  private let now = Sample.now

  private func next(hours: Set<Int> = [], days: Set<Int> = []) -> Date {
    var state = FetchState(nextCheck: now)
    state.hints.skipHours = hours
    state.hints.skipDays = days
    return RefreshSchedule().next(
      after: state, of: Sample.source, interval: nil, cacheLifetime: nil, now: now)
  }

  private func date(_ text: String) throws -> Date { try Date(text, strategy: .iso8601) }

  @Test func `who rests is asked when the rest is over`() throws {
    #expect(try next(hours: [15]) == date("2026-09-21T16:00:00Z"))
    #expect(try next(hours: Set(15...23)) == date("2026-09-22T00:00:00Z"))
    #expect(try next(hours: Set(15...24)) == date("2026-09-22T01:00:00Z"))
    #expect(try next(days: [1]) == date("2026-09-22T00:00:00Z"))
    #expect(try next(days: [1, 2], ) == date("2026-09-23T00:00:00Z"))
    #expect(try next(hours: [0], days: [1]) == date("2026-09-22T01:00:00Z"))
  }

  @Test func `who rests at another time is not waited for`() {
    #expect(next(hours: [14, 16], days: [0, 2]) == next())
  }

  @Test func `who always rests is not believed`() throws {
    #expect(next(hours: Set(0...23)) == next())
    #expect(next(hours: Set(1...24)) == next())
    #expect(next(days: Set(0...6)) == next())
    #expect(try next(hours: Set(0...23), days: [1]) == date("2026-09-22T00:00:00Z"))
  }

  @Test func `one free hour in the week is found`() throws {
    let found = next(hours: Set(0...23).subtracting([5]), days: Set(0...6).subtracting([0]))
    #expect(try found == date("2026-09-27T05:00:00Z"))
  }
}

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
