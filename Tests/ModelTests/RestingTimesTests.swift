import Foundation
import Model
import Testing

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
