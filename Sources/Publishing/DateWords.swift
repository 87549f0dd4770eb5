import Foundation

/// Dates as pages write them, in the site's language and time zone.
struct DateWords: Sendable {
  let wording: Wording
  let zone: TimeZone

  init(wording: Wording, timeZone: String) {
    self.wording = wording
    zone = TimeZone(identifier: timeZone) ?? .gmt
  }

  /// `27. November 2026, 14:05 Uhr`.
  func moment(_ date: Date) -> String {
    let time = CivilTime(date, in: zone)
    return calendarDate(time) + ", " + clock(time)
  }

  /// `14:05 Uhr`.
  func clock(_ date: Date) -> String { clock(CivilTime(date, in: zone)) }

  /// `Freitag, 27. November 2026`.
  func day(_ date: Date) -> String {
    let time = CivilTime(date, in: zone)
    return wording.weekdays[time.weekday] + wording(.afterWeekday) + calendarDate(time)
  }

  /// The same for all instants of one day in the site's time zone.
  func dayNumber(_ date: Date) -> Int { CivilTime(date, in: zone).dayNumber }

  /// `2026-11-27`, the day as machines read it.
  func machineDay(_ date: Date) -> String {
    let time = CivilTime(date, in: zone)
    return [Digits.padded(time.year, 4), Digits.padded(time.month), Digits.padded(time.day)]
      .joined(separator: "-")
  }

  private func calendarDate(_ time: CivilTime) -> String {
    wording(.calendarDate, String(time.day), wording.months[time.month - 1], String(time.year))
  }

  private func clock(_ time: CivilTime) -> String { wording(.clock, Digits.clock(time)) }
}
