import Foundation
import Model
import Testing

@Suite struct FetchStateTests {
  private let now = Date(timeIntervalSince1970: 1_790_000_000)
  private let day: TimeInterval = 86_400
  private let direct = FetchState.Answer(url: "https://a.example/feed", etag: "\"1\"")

  private var fresh: FetchState { FetchState(nextCheck: now) }

  private func read(_ dates: [Date] = []) -> FetchState {
    fresh.succeeded(direct, bodyDigest: [1], hints: RefreshHints(), dates: dates, now: now)
  }

  private func failed(_ kinds: Failure.Kind..., after state: FetchState) -> FetchState {
    kinds.reduce(state) { $0.failed(Failure($1, "no"), now: now) }
  }

  @Test func `a document is remembered with its validators, hints and dates`() {
    var hints = RefreshHints()
    hints.ttl = 90
    let dates = (0..<3).map { now.addingTimeInterval(-Double($0) * day) }
    let state = fresh.succeeded(direct, bodyDigest: [7], hints: hints, dates: dates, now: now)
    #expect(state.validators == .init(url: "https://a.example/feed", etag: "\"1\""))
    #expect(state.bodyDigest == [7])
    #expect(state.hints == hints)
    #expect(state.gap == day)
    #expect(state.newestEntry == now)
    #expect(state.lastTry == now && state.lastSuccess == now && state.lastUnconditional == now)
  }

  @Test func `a document without dates forgets neither gap nor newest entry`() {
    var state = read()
    state.gap = 5 * day
    state.newestEntry = now
    let after = state.succeeded(
      direct, bodyDigest: [2], hints: RefreshHints(), dates: [], now: now + day)
    #expect(after.gap == 5 * day)
    #expect(after.newestEntry == now)
  }

  @Test func `a success wipes out every trace of trouble`() {
    var state = failed(.gone, .gone, after: fresh)
    state.rateLimits = 3
    #expect(state.goneSince == now)
    for healed in [state.unchanged(direct, now: now), state.notModified(direct, now: now)] {
      #expect(healed.failures == 0 && healed.rateLimits == 0)
      #expect(healed.failure == nil && healed.failingSince == nil && healed.goneSince == nil)
    }
  }

  @Test func `a 304 keeps the validators it does not replace`() {
    let answer = FetchState.Answer(url: "https://a.example/feed", lastModified: "Mon")
    let state = read().notModified(answer, now: now + day)
    #expect(state.validators.etag == "\"1\"")
    #expect(state.validators.lastModified == "Mon")
    #expect(state.bodyDigest == [1])
    #expect(state.notModifiedInRow == 1)
    #expect(state.lastUnconditional == now)
  }

  @Test func `a failure keeps the validators of the last document that could be read`() {
    let state = failed(.parse, after: read())
    #expect(state.validators == read().validators)
    #expect(state.bodyDigest == [1])
    #expect(state.failures == 1 && state.failingSince == now)
  }

  @Test func `failing since is the first failure of a row`() {
    let state = failed(.dns, after: fresh).failed(Failure(.timeout, "slow"), now: now + day)
    #expect(state.failures == 2)
    #expect(state.failingSince == now)
    #expect(state.failure?.kind == .timeout)
  }

  @Test func `while our own line is down nothing is counted, and the reason is kept`() {
    let state = fresh.failed(Failure(.dns, "no such name"), isOutage: true, now: now)
    #expect(state.failures == 0 && state.failingSince == nil)
    #expect(state.failure?.reason == "no such name")
    #expect(state.lastTry == now)
    let broken = failed(.html, after: fresh)
      .failed(Failure(.dns, "no such name"), isOutage: true, now: now)
    #expect(broken.failures == 1 && broken.failure?.kind == .html)
  }

  @Test func `a rate limit is no failure and is counted on its own`() {
    let state = fresh.rateLimited(Failure(.rateLimited, "later"), now: now)
    #expect(state.rateLimits == 1 && state.failures == 0 && state.failingSince == nil)
    #expect(state.failure?.kind == .rateLimited)
    let failing = failed(.html, after: fresh).rateLimited(Failure(.rateLimited, "later"), now: now)
    #expect(failing.failures == 1 && failing.failure?.kind == .html)
  }

  @Test func `a feed is gone at the second 410 in a row, and not before`() {
    #expect(failed(.gone, after: fresh).goneSince == nil)
    #expect(failed(.dns, .dns, .gone, after: fresh).goneSince == nil)
    #expect(failed(.gone, .dns, .gone, after: fresh).goneSince == nil)
    #expect(failed(.gone, .gone, after: fresh).goneSince == now)
    #expect(failed(.gone, .gone, .timeout, after: fresh).goneSince == now)
  }

  @Test func `a request is unconditional after eight days`() {
    let state = read().notModified(direct, now: now + day)
    #expect(!state.isUnconditionalDue(now: now + 8 * day - 1))
    #expect(state.isUnconditionalDue(now: now + 8 * day))
  }

  @Test func `a request is unconditional after two hundred 304s, but not twice on a day`() {
    let state = (0..<200).reduce(read()) { state, _ in state.notModified(direct, now: now) }
    #expect(!state.isUnconditionalDue(now: now + day - 1))
    #expect(state.isUnconditionalDue(now: now + day))
    let tried = state.failed(Failure(.parse, "broken"), now: now + day)
    #expect(!tried.isUnconditionalDue(now: now + day + 3600))
    let seen = state.unchanged(direct, now: now + day)
    #expect(seen.notModifiedInRow == 0)
    #expect(!seen.isUnconditionalDue(now: now + 3 * day))
  }

  @Test func `a feed without dates is judged by when its entries came`() {
    let state = FetchState(nextCheck: now)
    let first = state.broughtNew(isDated: false, now: now)
    #expect(first.gap == nil && first.lastNew == now && first.newestEntry == now)
    let second = first.broughtNew(isDated: false, now: now + 10 * day)
    #expect(second.gap == 10 * day)
    #expect(second.newestEntry == now + 10 * day)
    let dated = first.broughtNew(isDated: true, now: now + 10 * day)
    #expect(dated.gap == nil && dated.lastNew == now + 10 * day && dated.newestEntry == now)
  }
}
