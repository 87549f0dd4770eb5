import Foundation
import Model
import Testing

@testable import Publishing

struct FeedWindowTests {
  private func page(_ count: Int, every hours: Double) -> EntryPage {
    Sample.page(
      (0..<count).map { Sample.entry(UInt32($0), hoursAgo: Double($0) * hours) }, hasOlder: true)
  }

  @Test func `a quiet feed holds fifty entries however old they are`() {
    let cut = FeedWindow.cut(page(120, every: 24), at: .newest, now: Sample.now)
    #expect(cut.entries.count == 50)
    #expect(cut.hasOlder)
  }

  @Test func `a busy feed holds all of the last 48 hours`() {
    let cut = FeedWindow.cut(page(200, every: 0.5), at: .newest, now: Sample.now)
    #expect(cut.entries.count == 97)
    #expect(cut.hasOlder)
  }

  @Test func `no feed holds more than two hundred entries`() {
    let cut = FeedWindow.cut(page(200, every: 0.01), at: .newest, now: Sample.now)
    #expect(cut.entries.count == 200)
    #expect(FeedWindow.limit(for: .newest) == 200)
  }

  @Test func `a short list is left as it is`() {
    let short = Sample.page([Sample.entry()])
    #expect(FeedWindow.cut(short, at: .newest, now: Sample.now) == short)
  }

  @Test func `older documents hold fifty entries whatever the hour`() {
    let position = ListPosition.before(Sample.entry().id)
    let cut = FeedWindow.cut(page(80, every: 0.1), at: position, now: Sample.now)
    #expect(cut.entries.count == 50)
    #expect(FeedWindow.limit(for: position) == 50)
  }
}
