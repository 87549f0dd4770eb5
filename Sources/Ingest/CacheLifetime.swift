import Fetching
import Foundation
import Model

/// For how long an answer may be kept, as far as its headers say (RFC 9111 sections 4.2 and 5.2).
enum CacheLifetime {
  /// Seconds from now on, or `nil` where the headers give no reason to wait.
  static func seconds(of headers: Headers, now: Date) -> TimeInterval? {
    let directives = headers.all("cache-control").flatMap { $0.lowercased().split(separator: ",") }
      .map { $0.trimmingCharacters(in: .whitespaces) }
    guard !directives.contains("no-cache"), !directives.contains("no-store") else { return nil }
    if let maxAge = directives.first(where: { $0.hasPrefix("max-age=") }) {
      guard let seconds = TimeInterval(maxAge.dropFirst(8)), seconds.isFinite else { return nil }
      return seconds - (headers["age"].flatMap(TimeInterval.init) ?? 0)
    }
    guard let expires = headers["expires"].flatMap(HTTPDate.date) else { return nil }
    let sent = headers["date"].flatMap(HTTPDate.date) ?? now
    return expires.timeIntervalSince(sent)
  }

  /// How long the server wishes to be left alone (`Retry-After`, RFC 9110 section 10.2.3).
  static func retryAfter(of headers: Headers, now: Date) -> TimeInterval? {
    guard let value = headers["retry-after"] else { return nil }
    if let seconds = TimeInterval(value), seconds.isFinite { return seconds }
    return HTTPDate.date(value)?.timeIntervalSince(now)
  }
}
