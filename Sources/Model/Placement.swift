public import Foundation

/// Where in time an entry belongs, decided once, when it is first seen.
///
/// Pure; aggregation rule 4.6.
public struct Placement: Sendable, Hashable {
  /// What the river is ordered by.
  public var sortTime: Date
  /// The date that is shown.
  public var published: Date
  /// When an entry from the future may appear; `nil` where it may at once.
  public var due: Date?

  private static let day: Double = 86_400
  /// How late an entry may be noticed and still stand where its publisher dates it.
  private static let patience = 14 * day
  /// Clocks differ; a date this far ahead is still now.
  private static let tolerance: Double = 600

  /// Places an entry; `isBackfill` is true for all that a source's first document brings.
  public init(published claimed: Date?, firstSeen: Date, isBackfill: Bool) {
    guard let claimed, let date = Self.plausible(claimed, firstSeen: firstSeen) else {
      self.init(sortTime: firstSeen, published: firstSeen, due: nil)
      return
    }
    if date.timeIntervalSince(firstSeen) > Self.tolerance {
      let isFar = date.timeIntervalSince(firstSeen) > 2 * Self.day
      let due = min(date, firstSeen.addingTimeInterval(7 * Self.day))
      self.init(sortTime: firstSeen, published: firstSeen, due: isFar ? due : nil)
    } else if isBackfill || firstSeen.timeIntervalSince(date) < Self.patience {
      self.init(sortTime: min(date, firstSeen), published: min(date, firstSeen), due: nil)
    } else {
      self.init(sortTime: firstSeen, published: date, due: nil)
    }
  }

  private init(sortTime: Date, published: Date, due: Date?) {
    self.sortTime = sortTime
    self.published = published
    self.due = due
  }

  /// Places an entry by the date of its publication, else by that of its last change.
  init(of entry: Entry, firstSeen: Date, isBackfill: Bool) {
    let claims = [entry.published, entry.updated].compactMap { $0 }
    let claimed = claims.first { Self.plausible($0, firstSeen: firstSeen) != nil }
    self.init(published: claimed, firstSeen: firstSeen, isBackfill: isBackfill)
  }

  /// The date, unless no publisher can have meant it: before 1990, or later than next year.
  public static func plausible(_ date: Date, firstSeen: Date) -> Date? {
    let earliest = Date(timeIntervalSince1970: 631_152_000)
    guard date >= earliest, date < firstSeen.addingTimeInterval(3 * 366 * day) else { return nil }
    guard date > firstSeen else { return date }
    return year(of: date) <= year(of: firstSeen) + 1 ? date : nil
  }

  private static func year(of date: Date) -> Int {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = .gmt
    return calendar.component(.year, from: date)
  }
}
