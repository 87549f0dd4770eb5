import Foundation
import Model
import Store
import Testing

struct PageTests {
  private let fixture: Fixture
  /// Newest first.
  private let ids: [EntryID]

  init() async throws {
    fixture = try await Fixture()
    let arrivals = (1...10).map { Arrival.make("E\($0)", minutesAgo: Double($0)) }
    ids = try await fixture.tell(arrivals, by: Fixture.mill).inserted
  }

  private func page(_ position: ListPosition, _ limit: Int) async throws -> EntryPage {
    try await fixture.store.page(of: .river, at: position, limit: limit)
  }

  @Test func `the newest page has only older ones`() async throws {
    let page = try await page(.newest, 3)
    #expect(page.entries.map(\.id) == Array(ids.prefix(3)))
    #expect((page.hasOlder, page.hasNewer) == (true, false))
    let all = try await self.page(.newest, 10)
    #expect(all.entries.map(\.id) == ids)
    #expect((all.hasOlder, all.hasNewer) == (false, false))
  }

  @Test func `a page goes on where the one before it ended`() async throws {
    let page = try await page(.before(ids[2]), 3)
    #expect(page.entries.map(\.id) == Array(ids[3...5]))
    #expect((page.hasOlder, page.hasNewer) == (true, true))
    let last = try await self.page(.before(ids[6]), 3)
    #expect(last.entries.map(\.id) == Array(ids[7...9]))
    #expect((last.hasOlder, last.hasNewer) == (false, true))
  }

  @Test func `a page of newer entries holds the nearest, newest first`() async throws {
    let page = try await page(.after(ids[6]), 3)
    #expect(page.entries.map(\.id) == Array(ids[3...5]))
    #expect((page.hasOlder, page.hasNewer) == (true, true))
    let first = try await self.page(.after(ids[2]), 3)
    #expect(first.entries.map(\.id) == Array(ids[0...1]))
    #expect((first.hasOlder, first.hasNewer) == (true, false))
  }

  @Test func `beyond the ends there is nothing, and a way back`() async throws {
    let end = try await page(.before(ids[9]), 3)
    #expect(end == EntryPage(entries: [], hasOlder: false, hasNewer: true))
    let start = try await page(.after(ids[0]), 3)
    #expect(start == EntryPage(entries: [], hasOlder: true, hasNewer: false))
    for edge in [Int64.min, -1, 0, .max] {
      let id = EntryID(rawValue: edge)
      let before = try await page(.before(id), 3)
      let after = try await page(.after(id), 3)
      #expect(before.entries.isEmpty || after.entries.isEmpty)
    }
  }

  @Test func `an unknown list is empty`() async throws {
    let list = EntryList(.tag("nothing"), language: "xx")
    let page = try await fixture.store.page(of: list, limit: 9)
    #expect(page == EntryPage(entries: [], hasOlder: false, hasNewer: false))
    #expect(try await fixture.store.count(of: list) == 0)
  }

  @Test func `a search goes on like any list`() async throws {
    for number in 1...5 {
      try await fixture.tell(
        [.make("S\(number)", text: "needle", minutesAgo: Double(number))], by: Fixture.press)
    }
    let first = try await fixture.store.search("needle", limit: 2)
    #expect(first.entries.map(\.title) == ["S1", "S2"])
    #expect((first.hasOlder, first.hasNewer) == (true, false))
    let mark = try #require(first.entries.last).id
    let second = try await fixture.store.search("needle", at: .before(mark), limit: 9)
    #expect(second.entries.map(\.title) == ["S3", "S4", "S5"])
    #expect((second.hasOlder, second.hasNewer) == (false, true))
    let back = try await fixture.store.search("needle", at: .after(mark), limit: 9)
    #expect(back.entries.map(\.title) == ["S1"])
  }
}
