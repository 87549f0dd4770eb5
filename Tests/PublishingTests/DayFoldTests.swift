import Foundation
import Model
import Testing

@testable import Publishing

struct DayFoldTests {
  private let dates = DateWords(wording: .german, timeZone: "Europe/Berlin")

  @Test func `the fourth and later entry of a source on one day fold`() {
    let many = (0..<6).map { Sample.entry(UInt32($0), hoursAgo: Double($0)) }
    let other = Sample.entry(9, of: Sample.bakery, hoursAgo: 3.5)
    let entries = (many + [other]).sorted { $0.id > $1.id }
    let day = DayFold(entries, dates: dates).days[0]
    #expect(
      day.items == [
        .entry(many[0]), .entry(many[1]), .entry(many[2]), .more(Sample.wind.id, Array(many[3...])),
        .entry(other),
      ])
  }

  @Test func `three entries of a source do not fold`() {
    let three = (0..<3).map { Sample.entry(UInt32($0), hoursAgo: Double($0)) }
    #expect(DayFold(three, dates: dates).days[0].items == three.map(DayFold.Item.entry))
  }

  @Test func `each day counts anew, and ends at midnight in the site's time zone`() {
    // 14:05 in Berlin; midnight is 14 hours and 5 minutes ago.
    let hours = [13.0, 13.5, 14.0, 14.05, 14.1, 14.2, 15]
    let entries = hours.enumerated().map { Sample.entry(UInt32($0), hoursAgo: $1) }
    let days = DayFold(entries, dates: dates).days
    #expect(days.map(\.items.count) == [4, 3])
    #expect(days[0].items.last == .more(Sample.wind.id, [entries[3]]))
  }

  @Test func `the page of one source does not fold`() {
    let many = (0..<6).map { Sample.entry(UInt32($0), hoursAgo: Double($0)) }
    #expect(DayFold(many, dates: dates, folds: false).days[0].items.count == 6)
  }

  @Test func `nothing gives no days`() {
    #expect(DayFold([], dates: dates).days.isEmpty)
  }

  @Test func `no entry is lost or doubled`() {
    let entries = (0..<200).map { number in
      Sample.entry(
        UInt32(number), of: number % 3 == 0 ? Sample.bakery : Sample.wind,
        hoursAgo: Double(number))
    }
    let shown = DayFold(entries, dates: dates).days.flatMap(\.items).flatMap { item in
      switch item {
      case .entry(let entry): [entry]
      case .more(_, let entries): entries
      }
    }
    #expect(Set(shown.map(\.id)) == Set(entries.map(\.id)))
    #expect(shown.count == entries.count)
  }
}
