import Foundation
import Model
import Testing

@Suite struct FloodControlTests {
  private let now = Date(timeIntervalSince1970: 1_790_000_000)

  private func publicity(
    hoursAgo ages: [Double], recent: RecentPosts = RecentPosts(), interval: TimeInterval = 3600
  ) -> [Publicity] {
    FloodControl(recent: recent, interval: interval, now: now)
      .publicity(ofEntriesPublished: ages.map { now.addingTimeInterval(-3600 * $0) })
  }

  private func waits(_ publicity: [Publicity]) -> [TimeInterval?] {
    publicity.map { one in
      guard case .told(let due, _, _) = one else { return nil }
      return due.timeIntervalSince(now)
    }
  }

  @Test func `a few entries are told at once`() {
    #expect(waits(publicity(hoursAgo: [1, 2, 3, 4, 5])) == [0, 0, 0, 0, 0])
  }

  @Test func `of a burst the oldest five are told at once and the rest in turn`() {
    let waits = waits(publicity(hoursAgo: [1, 2, 3, 4, 5, 6, 7], interval: 8 * 3600))
    #expect(waits == [7200, 3600, 0, 0, 0, 0, 0])
  }

  @Test func `posts of a burst are never less than five minutes apart`() {
    #expect(waits(publicity(hoursAgo: [1, 2, 3, 4, 5, 6], interval: 60))[0] == 300)
  }

  @Test func `a source posts no more than twelve times a day`() {
    let publicity = publicity(
      hoursAgo: Array(repeating: 1, count: 20), recent: RecentPosts(bySource: 4))
    #expect(publicity.count { $0 != .silent } == 8)
    #expect(waits(self.publicity(hoursAgo: [1], recent: RecentPosts(bySource: 12))) == [nil])
  }

  @Test func `the merged actor boosts no more than sixty times a day`() {
    let publicity = publicity(hoursAgo: [1, 2], recent: RecentPosts(byMerged: 59))
    #expect(
      publicity == [
        .told(at: now, isUnlisted: false, isBoosted: false),
        .told(at: now, isUnlisted: false, isBoosted: true),
      ])
  }

  @Test func `what is older than three days is told unlisted, older than two weeks not at all`() {
    #expect(
      publicity(hoursAgo: [73, 15 * 24]) == [
        .told(at: now, isUnlisted: true, isBoosted: true), .silent,
      ])
  }

  @Test func `a burst waits behind the one before`() {
    let recent = RecentPosts(bySource: 2, lastDue: now.addingTimeInterval(1000))
    let waits = waits(publicity(hoursAgo: [1, 2, 3, 4, 5, 6], recent: recent, interval: 60))
    #expect(waits[0] == 1300)
  }
}
