import struct Foundation.Date

/// When a delivery that did not arrive is tried again (federation rule 3).
enum RetrySchedule {
  private static let minute = 60.0
  private static let hour = 60 * minute
  /// Before each try; their sum is about five days.
  private static let delays = [
    0, minute, 5 * minute, 15 * minute, hour, 3 * hour, 6 * hour, 12 * hour, 24 * hour, 24 * hour,
    24 * hour, 24 * hour,
  ]
  private static let wish = minute...(24 * hour)

  /// - Parameters:
  ///   - tries: how often it was tried, the last time included.
  ///   - wish: after how many seconds the host wants to be asked again.
  ///   - random: from 0 to 1; so that not everybody comes back at once.
  /// - Returns: `nil` when it was tried often enough.
  static func next(after tries: Int, now: Date, wish: Double? = nil, random: Double) -> Date? {
    guard delays.indices.contains(tries) else { return nil }
    let delay = delays[tries] * (0.8 + 0.4 * min(max(random, 0), 1))
    return now.addingTimeInterval(max(delay, wish.map(clamped) ?? 0))
  }

  /// What a host may wish for: at least a minute, at most a day.
  static func clamped(_ seconds: Double) -> Double {
    seconds.isNaN ? wish.lowerBound : min(max(seconds, wish.lowerBound), wish.upperBound)
  }
}
