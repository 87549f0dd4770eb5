import Model

import struct Foundation.Date

/// The `Retry-After` header (RFC 9110 section 10.2.3).
enum RetryAfter {
  /// In how many seconds; `nil` where it says neither a number nor a date.
  static func seconds(_ value: String?, now: Date) -> Double? {
    guard let value else { return nil }
    if let seconds = Double(value), seconds.isFinite { return max(seconds, 0) }
    return HTTPDate.date(value).map { max($0.timeIntervalSince(now), 0) }
  }
}
