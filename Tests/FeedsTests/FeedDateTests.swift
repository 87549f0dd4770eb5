import Foundation
import Testing

@testable import Feeds

/// Dates as they stand in feeds, and the instants they mean.
@Suite struct FeedDateTests {
  @Test(arguments: [
    ("Tue, 05 Nov 2024 08:15:30 +0100", "2024-11-05T07:15:30Z"),
    ("5 Nov 24 08:15 EST", "2024-11-05T13:15:00Z"),
    ("Dienstag, 5. März 2024 um 14:30 Uhr", "2024-03-05T14:30:00Z"),
    ("Di, 05 Mai 2020 10:00:00 MESZ", "2020-05-05T08:00:00Z"),
    ("mar., 01 déc. 2020 16:11:02 +0000", "2020-12-01T16:11:02Z"),
    ("Sun Jan  4 16:29:06 PST 2004", "2004-01-05T00:29:06Z"),
    ("Jan. 4, 2016, 12:37 p.m.", "2016-01-04T12:37:00Z"),
    ("03/30/2020 - 19:19", "2020-03-30T19:19:00Z"),
    ("31.12.2019 23:59", "2019-12-31T23:59:00Z"),
    ("Fri, 31 Mar 2017 20:19:00 America/Los_Angeles", "2017-04-01T03:19:00Z"),
    ("2024-11-05T08:15:30.25+01:00", "2024-11-05T07:15:30Z"),
    ("20241105T0815Z", "2024-11-05T08:15:00Z"),
    ("2024-11", "2024-11-01T00:00:00Z"),
    ("2024-310", "2024-11-05T00:00:00Z"),
    ("2024-W45-2", "2024-11-05T00:00:00Z"),
    ("2020-W53-7", "2021-01-03T00:00:00Z"),
    ("2003-02-30T10:14:55Z", "2003-03-02T10:14:55Z"),
    ("1520932969", "2018-03-13T09:22:49Z"),
  ])
  func `a date is read`(text: String, expected: String) throws {
    let date = try #require(FeedDate.date(text))
    #expect(date.formatted(.iso8601) == expected)
  }

  @Test(arguments: ["", "gestern", "12:00", "0000-00-00", "2024-13-01", "99999999999", "-"])
  func `what is no date is none`(text: String) {
    #expect(FeedDate.date(text) == nil)
  }
}
