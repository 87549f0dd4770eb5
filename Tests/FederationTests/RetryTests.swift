import Fetching
import Foundation
import Testing

@testable import Federation

struct RetryTests {
  private let now = Newswire.now

  private func delay(after tries: Int, wish: Double? = nil, random: Double = 0.5) -> Double? {
    RetrySchedule.next(after: tries, now: now, wish: wish, random: random)?.timeIntervalSince(now)
  }

  @Test func `twelve tries take about five days`() {
    let delays = (1...12).map { delay(after: $0) }
    let hour = 3600.0
    #expect(
      delays == [
        60, 300, 900, hour, 3 * hour, 6 * hour, 12 * hour, 24 * hour, 24 * hour, 24 * hour,
        24 * hour, nil,
      ])
  }

  @Test func `chance moves a try by a fifth`() {
    #expect(delay(after: 1, random: 0) == 48)
    #expect(delay(after: 1, random: 1) == 72)
  }

  @Test func `a host's wish is held between a minute and a day`() {
    #expect(delay(after: 1, wish: 1) == 60)
    #expect(delay(after: 1, wish: 600) == 600)
    #expect(delay(after: 1, wish: 1e9) == 86_400)
    #expect(delay(after: 1, wish: .nan) == 60)
    #expect(delay(after: 5, wish: 60) == 3 * 3600)
  }

  @Test func `a wish is a number of seconds or a date`() {
    #expect(RetryAfter.seconds("120", now: now) == 120)
    let date = Date(timeIntervalSince1970: 1_790_000_090)
    let text = "Mon, 21 Sep 2026 14:14:50 GMT"
    #expect(RetryAfter.seconds(text, now: now) == date.timeIntervalSince(now))
    #expect(RetryAfter.seconds("soon", now: now) == nil)
    #expect(RetryAfter.seconds(nil, now: now) == nil)
  }

  @Test(arguments: [
    (200, DeliveryVerdict.Outcome.delivered), (202, .delivered), (204, .delivered),
    (301, .refused), (302, .refused), (400, .refused), (401, .retry(wish: nil)), (403, .refused),
    (404, .gone), (405, .refused), (406, .refused), (408, .retry(wish: nil)), (410, .gone),
    (413, .refused), (415, .refused), (422, .refused), (425, .retry(wish: nil)),
    (429, .retry(wish: nil)), (500, .retry(wish: nil)), (501, .refused),
    (502, .retry(wish: nil)), (503, .retry(wish: nil)),
  ])
  func `each status has its meaning`(_ status: Int, _ outcome: DeliveryVerdict.Outcome) {
    #expect(DeliveryVerdict(status: status, retryAfter: nil, tries: 1).outcome == outcome)
  }

  @Test func `a signature nobody takes is tried three times more`() {
    let outcomes = (1...4).map { tries in
      DeliveryVerdict(status: 401, retryAfter: nil, tries: tries).outcome
    }
    #expect(outcomes == [.retry(wish: nil), .retry(wish: nil), .retry(wish: nil), .refused])
  }

  @Test func `only a host that does not answer has failed`() {
    #expect(DeliveryVerdict(status: 403, retryAfter: nil, tries: 1).host == .spoke)
    #expect(DeliveryVerdict(status: 500, retryAfter: nil, tries: 1).host == .failed)
    #expect(DeliveryVerdict(status: 429, retryAfter: 5, tries: 1).host == .resting(60))
    #expect(DeliveryVerdict(.unresolvable(host: "a.example")).host == .failed)
    #expect(
      DeliveryVerdict(.forbiddenAddress(host: "a.example", address: "10.0.0.1")).outcome
        == .refused)
  }
}
