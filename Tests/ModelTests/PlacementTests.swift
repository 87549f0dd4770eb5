import Foundation
import Model
import Testing

@Suite struct PlacementTests {
  /// The afternoon of 21 September 2026, 14:13:20 GMT.
  private let now = Sample.now
  private let day = Sample.day

  private func place(_ claimed: Date?, isBackfill: Bool = false) -> Placement {
    Placement(published: claimed, firstSeen: now, isBackfill: isBackfill)
  }

  private func expect(
    _ placement: Placement, sorted: Date, shown: Date, due: Date? = nil,
    at location: SourceLocation = #_sourceLocation
  ) {
    #expect(placement.sortTime == sorted, sourceLocation: location)
    #expect(placement.published == shown, sourceLocation: location)
    #expect(placement.due == due, sourceLocation: location)
  }

  @Test func `an entry without a date stands where it was first seen`() {
    expect(place(nil), sorted: now, shown: now)
    expect(place(nil, isBackfill: true), sorted: now, shown: now)
  }

  @Test func `a date of the last fourteen days is believed`() {
    expect(place(now - 1), sorted: now - 1, shown: now - 1)
    let early = now - 14 * day + 1
    expect(place(early), sorted: early, shown: early)
    expect(place(now), sorted: now, shown: now)
  }

  @Test func `what is found late stands at the time of finding and shows its own date`() {
    expect(place(now - 14 * day), sorted: now, shown: now - 14 * day)
    expect(place(now - 4000 * day), sorted: now, shown: now - 4000 * day)
  }

  @Test func `a first document's entries stand at their own dates, however old`() {
    expect(
      place(now - 4000 * day, isBackfill: true), sorted: now - 4000 * day, shown: now - 4000 * day)
  }

  @Test func `a clock ten minutes fast is still now`() {
    expect(place(now + 600), sorted: now, shown: now)
    expect(place(now + 600, isBackfill: true), sorted: now, shown: now)
  }

  @Test func `the near future stands at the time of finding, at once`() {
    expect(place(now + 601), sorted: now, shown: now)
    expect(place(now + 2 * day), sorted: now, shown: now)
    expect(place(now + 2 * day, isBackfill: true), sorted: now, shown: now)
  }

  @Test func `the far future waits until it is due, and no longer than a week`() {
    expect(place(now + 2 * day + 1), sorted: now, shown: now, due: now + 2 * day + 1)
    expect(place(now + 7 * day), sorted: now, shown: now, due: now + 7 * day)
    expect(place(now + 300 * day), sorted: now, shown: now, due: now + 7 * day)
  }

  @Test func `a year that no publisher can have meant is no date`() throws {
    let nineties = Date(timeIntervalSince1970: 631_152_000)
    expect(place(nineties - 1), sorted: now, shown: now)
    expect(place(nineties), sorted: now, shown: nineties)
    let endOfNextYear = try Date("2027-12-31T23:59:59Z", strategy: .iso8601)
    expect(place(endOfNextYear), sorted: now, shown: now, due: now + 7 * day)
    expect(place(endOfNextYear + 1), sorted: now, shown: now)
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity, 1e300, -1e300, .greatestFiniteMagnitude])
  func `absurd dates are no dates`(seconds: Double) {
    expect(place(Date(timeIntervalSince1970: seconds)), sorted: now, shown: now)
  }
}
