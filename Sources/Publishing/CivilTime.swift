import Foundation

/// An instant as calendars and clocks show it, in the proleptic Gregorian calendar.
struct CivilTime: Sendable, Hashable {
  var year: Int
  /// 1 to 12.
  var month: Int
  /// 1 to 31.
  var day: Int
  /// 0 for Sunday to 6.
  var weekday: Int
  var hour: Int
  var minute: Int
  var second: Int
  /// Days since 1970-01-01, the same for all instants of one day.
  var dayNumber: Int

  /// - Parameter offset: seconds east of Greenwich.
  init(_ date: Date, offset: Int = 0) {
    let seconds = Int(min(max(date.timeIntervalSince1970.rounded(.down), -6e10), 2.5e11)) + offset
    let clock = seconds - Self.floor(seconds, 86_400) * 86_400
    dayNumber = Self.floor(seconds, 86_400)
    (hour, minute, second) = (clock / 3600, clock / 60 % 60, clock % 60)
    weekday = dayNumber + 4 - Self.floor(dayNumber + 4, 7) * 7
    (year, month, day) = Self.date(ofDay: dayNumber)
  }

  /// The instant as a clock in `zone` shows it.
  init(_ date: Date, in zone: TimeZone) {
    self.init(date, offset: zone.secondsFromGMT(for: date))
  }

  /// Counts years from March, so that the leap day is the last of a year, in eras of 400 years.
  private static func date(ofDay number: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = number + 719_468
    let era = floor(shifted, 146_097)
    let dayOfEra = shifted - era * 146_097
    let leaps = dayOfEra / 1460 - dayOfEra / 36_524 + dayOfEra / 146_096
    let yearOfEra = (dayOfEra - leaps) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let fromMarch = (5 * dayOfYear + 2) / 153
    let month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * fromMarch + 2) / 5 + 1)
  }

  private static func floor(_ value: Int, _ divisor: Int) -> Int {
    value >= 0 ? value / divisor : (value + 1) / divisor - 1
  }
}

extension Date {
  /// The instant in UTC to the second, as Atom, JSON Feed and HTML want it (RFC 3339).
  var rfc3339: String {
    let time = CivilTime(self)
    return Digits.padded(time.year, 4) + "-" + Digits.padded(time.month) + "-"
      + Digits.padded(time.day) + "T" + Digits.clock(time) + ":" + Digits.padded(time.second) + "Z"
  }

  /// The instant in UTC as RSS wants it (RFC 822 with a year of four digits).
  var rfc822: String {
    let time = CivilTime(self)
    let weekday = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"][time.weekday]
    let month = [
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ][time.month - 1]
    return weekday + ", " + Digits.padded(time.day) + " " + month + " "
      + Digits.padded(time.year, 4) + " " + Digits.clock(time) + ":" + Digits.padded(time.second)
      + " +0000"
  }
}

/// Numbers with leading zeros.
enum Digits {
  static func padded(_ number: Int, _ width: Int = 2) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }

  static func clock(_ time: CivilTime) -> String { padded(time.hour) + ":" + padded(time.minute) }
}
