import Foundation
import Model
import Testing

@Suite struct HealthTests {
  private let now = Sample.now
  private let day = Sample.day

  private func health(_ change: (inout Source) -> Void) -> Health {
    var source = Source(
      id: Sample.source, subscription: Subscription(feedURL: "https://a.example/feed", title: "A"),
      handle: "a", added: now, state: FetchState(nextCheck: now))
    change(&source)
    return Health(of: source, now: now)
  }

  private func failing(_ failures: Int, for time: TimeInterval, hasAnswered: Bool = true) -> Health
  {
    health { source in
      source.state.lastTry = now
      source.state.lastSuccess = hasAnswered ? now - time : nil
      source.state.failures = failures
      source.state.failingSince = now - time
      source.state.failure = Failure(.dns, "no such name")
    }
  }

  @Test func `a source waits until it is asked`() {
    #expect(health { _ in } == .waiting)
    #expect(health { $0.state.lastTry = now } == .active)
  }

  @Test func `half a year without news is idle`() {
    func silent(_ time: TimeInterval) -> Health {
      health { source in
        source.state.lastTry = now
        source.state.newestEntry = now - time
      }
    }
    #expect(silent(180 * day) == .active)
    #expect(silent(180 * day + 1) == .idle)
  }

  @Test func `the third failure is a warning, the first one where no answer ever came`() {
    #expect(failing(2, for: 0) == .active)
    #expect(failing(3, for: 0) == .warn)
    #expect(failing(1, for: 0, hasAnswered: false) == .warn)
  }

  @Test func `a week of failures is failing, sixty days are dead`() {
    #expect(failing(5, for: 7 * day - 1) == .warn)
    #expect(failing(5, for: 7 * day) == .failing)
    #expect(failing(5, for: 60 * day - 1) == .failing)
    #expect(failing(5, for: 60 * day) == .dead)
  }

  @Test func `gone, paused and retired go before failures, in this order`() {
    func source(gone: Bool, paused: Bool, retired: Bool) -> Health {
      health { source in
        source.state.failingSince = now - 99 * day
        source.state.goneSince = gone ? now : nil
        source.subscription.isPaused = paused
        source.retired = retired ? now : nil
      }
    }
    #expect(source(gone: true, paused: false, retired: false) == .gone)
    #expect(source(gone: true, paused: true, retired: false) == .paused)
    #expect(source(gone: true, paused: true, retired: true) == .retired)
  }
}
