import Foundation
import Markup

/// Reads the dates of feeds: RFC 822 and ISO 8601 as they are written by programs, and what people make of them.
///
/// Without a zone a date is UTC. The 31st of a short month, hour 24 and second 60 are carried over, as mail programs do.
enum FeedDate {
  static func date(_ span: Span<UInt8>) -> Date? {
    guard span.count <= 200 else { return nil }
    if let seconds = RFC822Date.seconds(span) ?? ISODate.seconds(span) { return date(seconds) }
    return LenientDate(String(xml: span)).seconds.flatMap(date)
  }

  static func date(_ text: String) -> Date? {
    date(text.trimmed.utf8Span.span)
  }

  private static func date(_ seconds: Int) -> Date? {
    // Years 1 to 9999: whatever else was meant, it was no date.
    -62_135_596_800..<253_402_300_800 ~= seconds
      ? Date(timeIntervalSince1970: TimeInterval(seconds)) : nil
  }
}

/// A point of time in the proleptic Gregorian calendar, its parts not yet checked.
struct DateParts {
  var year = 0
  var month = 1
  var day = 1
  var hour = 0
  var minute = 0
  var second = 0
  /// Seconds east of Greenwich.
  var offset = 0

  /// Seconds since 1970; `nil` where a part is beyond what carrying over can mean.
  var seconds: Int? {
    guard 1...9999 ~= year, 1...12 ~= month, 1...31 ~= day, 0...24 ~= hour, 0...59 ~= minute,
      0...60 ~= second
    else { return nil }
    let days = Self.days(year, month, day)
    return days * 86_400 + hour * 3600 + minute * 60 + second - offset
  }

  /// Days from 1970-01-01 by whole eras of 400 years.
  static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let ofEra = shifted - era * 400
    let ofYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return era * 146_097 + ofEra * 365 + ofEra / 4 - ofEra / 100 + ofYear - 719_468
  }

  /// The year two digits mean.
  static func year(twoDigits: Int) -> Int { twoDigits + (twoDigits < 70 ? 2000 : 1900) }
}
