import Foundation
import Model
import Testing

@Suite struct RhythmTests {
  private let now = Date(timeIntervalSince1970: 1_790_000_000)
  private let hour: TimeInterval = 3600

  private func rhythm(hoursAgo: [Double], before: TimeInterval? = nil) -> Rhythm {
    Rhythm(of: hoursAgo.map { now - $0 * hour }, before: before, now: now)
  }

  @Test func `the gap is the median between neighbours, whatever their order`() {
    #expect(rhythm(hoursAgo: [1, 100, 3, 9]).gap == 6 * hour)
    #expect(rhythm(hoursAgo: [1, 3, 6]).gap == 2.5 * hour)
  }

  @Test func `fewer than two gaps say nothing`() {
    #expect(rhythm(hoursAgo: [1]).gap == nil)
    #expect(rhythm(hoursAgo: [1, 5]).gap == nil)
    #expect(rhythm(hoursAgo: [1, 5], before: 9).gap == nil)
    #expect(rhythm(hoursAgo: [1, 5, 11]).gap == 5 * hour)
  }

  @Test func `entries of one moment are one turn`() {
    #expect(rhythm(hoursAgo: [2, 2, 2, 2, 2]).gap == nil)
    #expect(rhythm(hoursAgo: [2, 2, 2, 2, 26, 26, 50]).gap == 24 * hour)
  }

  @Test func `a new observation weighs three tenths`() throws {
    let gap = try #require(rhythm(hoursAgo: [0, 10, 20], before: 20 * hour).gap)
    #expect(abs(gap - 17 * hour) < 1e-6)
  }

  @Test func `only the newest twenty dates count`() {
    let recent = (0..<20).map { Double($0) }
    let old = (1...500).map { Double($0) * 1000 }
    #expect(rhythm(hoursAgo: old + recent).gap == hour)
  }

  @Test func `dates of the future and before feeds do not count`() {
    let far = [now + 1, Date.distantFuture, Date(timeIntervalSince1970: 0), Date.distantPast]
    let rhythm = Rhythm(of: far + [now - 5 * hour], before: 8, now: now)
    #expect(rhythm.newest == now - 5 * hour)
    #expect(rhythm.gap == nil)
  }

  @Test func `a document without dates leaves the gap as it was`() {
    let none = rhythm(hoursAgo: [], before: 8)
    #expect(none.gap == 8)
    #expect(none.newest == nil)
    let future = Rhythm(of: [now + hour], before: 8, now: now)
    #expect(future.gap == 8 && future.newest == nil)
  }
}
