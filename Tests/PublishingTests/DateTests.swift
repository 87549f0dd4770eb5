import Foundation
import Testing

@testable import Publishing

struct DateTests {
  private let german = DateWords(wording: .german, timeZone: "Europe/Berlin")

  @Test func `German dates read as Germans write them`() {
    #expect(german.moment(Sample.now) == "27. November 2026, 14:05 Uhr")
    #expect(german.clock(Sample.now) == "14:05 Uhr")
    #expect(german.day(Sample.now) == "Freitag, 27. November 2026")
    #expect(german.machineDay(Sample.now) == "2026-11-27")
  }

  @Test func `English dates read as the British write them`() {
    let english = DateWords(wording: .english, timeZone: "Europe/London")
    #expect(english.moment(Sample.now) == "27 November 2026, 13:05")
    #expect(english.day(Sample.now) == "Friday, 27 November 2026")
  }

  @Test func `summer time counts`() {
    let july = Date(timeIntervalSince1970: 1_783_512_000)
    #expect(german.moment(july) == "8. Juli 2026, 14:00 Uhr")
  }

  @Test func `an unknown time zone is read as Greenwich`() {
    #expect(
      DateWords(wording: .german, timeZone: "Mond/Tycho").clock(Sample.now) == "13:05 Uhr")
  }

  @Test func `machines get UTC to the second`() {
    #expect(Sample.now.rfc3339 == "2026-11-27T13:05:00Z")
    #expect(Sample.now.rfc822 == "Fri, 27 Nov 2026 13:05:00 +0000")
  }

  @Test(arguments: [
    (0, "1970-01-01T00:00:00Z", "Thu, 01 Jan 1970 00:00:00 +0000"),
    (951_782_399, "2000-02-28T23:59:59Z", "Mon, 28 Feb 2000 23:59:59 +0000"),
    (951_868_799, "2000-02-29T23:59:59Z", "Tue, 29 Feb 2000 23:59:59 +0000"),
    (-1, "1969-12-31T23:59:59Z", "Wed, 31 Dec 1969 23:59:59 +0000"),
    (4_107_542_400, "2100-03-01T00:00:00Z", "Mon, 01 Mar 2100 00:00:00 +0000"),
  ])
  func `leap days and turns of the year are right`(
    second: Int, rfc3339: String, rfc822: String
  ) {
    let date = Date(timeIntervalSince1970: Double(second))
    #expect(date.rfc3339 == rfc3339)
    #expect(date.rfc822 == rfc822)
  }

  @Test(arguments: [-Double.infinity, .infinity, 1e300, -1e300])
  func `no date is too far away to be written`(second: Double) {
    #expect(!Date(timeIntervalSince1970: second).rfc3339.isEmpty)
  }
}
