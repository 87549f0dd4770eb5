public import Foundation

/// Dates as HTTP headers write them (RFC 9110 section 5.6.7).
public enum HTTPDate {
  private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  private static let calendar = {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = .gmt
    return calendar
  }()

  /// Writes the one form that is to be sent: `Sun, 06 Nov 1994 08:49:37 GMT`.
  public static func string(_ date: Date) -> String {
    let parts = calendar.dateComponents(
      [.weekday, .day, .month, .year, .hour, .minute, .second], from: date)
    func two(_ number: Int?) -> String { (number ?? 0) < 10 ? "0\(number ?? 0)" : "\(number ?? 0)" }
    let time = [parts.hour, parts.minute, parts.second].map(two).joined(separator: ":")
    let weekday = weekdays[(parts.weekday ?? 1) - 1]
    let month = months[(parts.month ?? 1) - 1]
    return "\(weekday), \(two(parts.day)) \(month) \(parts.year ?? 1970) \(time) GMT"
  }

  /// Reads all three forms a recipient must accept.
  public static func date(_ text: String) -> Date? {
    let words = text.utf8.split { " ,:-".utf8.contains($0) }.map { String($0) ?? "" }
    let isAsctime = words.count == 7 && Int(words[1]) == nil
    guard words.count == 8 || isAsctime else { return nil }
    // asctime: weekday month day hour minute second year
    let order = isAsctime ? [2, 1, 6, 3, 4, 5] : [1, 2, 3, 4, 5, 6]
    let fields = order.map { words[$0] }
    guard let month = months.firstIndex(of: fields[1]) else { return nil }
    let numbers = [0, 2, 3, 4, 5].compactMap { Int(fields[$0]) }
    guard numbers.count == 5, (1...31).contains(numbers[0]), (0...23).contains(numbers[2]),
      (0...59).contains(numbers[3]), (0...60).contains(numbers[4])
    else { return nil }
    let year = numbers[1] + (numbers[1] < 70 ? 2000 : numbers[1] < 100 ? 1900 : 0)
    return calendar.date(
      from: DateComponents(
        year: year, month: month + 1, day: numbers[0], hour: numbers[2], minute: numbers[3],
        second: numbers[4]))
  }
}
