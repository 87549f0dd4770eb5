public import Foundation

/// Decides when a source is asked again; no I/O, no clock.
///
/// Aggregation rules 4.1, 4.2 and 4.4. Times are in seconds.
public struct RefreshSchedule: Sendable, Hashable {
  /// Between two requests of a source that gives no reason for another interval.
  public var interval: TimeInterval
  public var shortest: TimeInterval
  public var longest: TimeInterval

  private static let hour: TimeInterval = 3600
  private static let day: TimeInterval = 86_400
  /// A slip of the operator's pen must not silence a source for ever.
  private static let longestAsked: TimeInterval = 30 * day
  /// After so many failures in a row a source is asked seven times less often than the longest wait.
  static let patience = 12

  public init(
    interval: TimeInterval = 3600, shortest: TimeInterval = 3600, longest: TimeInterval = 86_400
  ) {
    self.interval = interval
    self.shortest = shortest
    self.longest = longest
  }

  /// The same interval for every source: the demo, which has no time to lose.
  public static func every(_ seconds: TimeInterval) -> RefreshSchedule {
    RefreshSchedule(interval: seconds, shortest: seconds, longest: seconds)
  }

  /// When a source seen for the first time is due: at once; a long list is spread over an interval.
  public func firstCheck(of source: Source.ID, among count: Int, now: Date) -> Date {
    guard count > 64 else { return now }
    return now.addingTimeInterval(Self.fraction(source, 0) * min(interval, Double(count)))
  }

  /// When a source that answered is due next.
  ///
  /// - Parameter cacheLifetime: what the response's `Cache-Control` and `Age` leave, if anything.
  public func next(
    after state: FetchState, of source: Source.ID, interval asked: Int?,
    cacheLifetime: TimeInterval?, now: Date
  ) -> Date {
    var wait = max(rhythm(of: state), idleness(of: state, now: now))
    for hint in hints(of: state, cacheLifetime: cacheLifetime) { wait = max(wait, hint) }
    wait = min(max(wait, shortest), longest)
    wait = max(wait, Self.wish(asked))
    let jitter = 0.2 * Self.fraction(source, Int64(now.timeIntervalSince1970 / max(wait, 1)))
    return restingTimesAvoided(now.addingTimeInterval(wait * (1 + jitter)), state.hints)
  }

  /// When a source that failed is due next: later with each failure, weekly in the end, never never.
  ///
  /// - Parameter asked: the operator's shortest time between two requests, in minutes.
  public func next(
    afterFailure state: FetchState, of source: Source.ID, interval asked: Int? = nil, now: Date
  ) -> Date {
    let wait = max(backoff(after: state), Self.wish(asked))
    return now.addingTimeInterval(wait * (1 + 0.2 * Self.fraction(source, Int64(state.failures))))
  }

  private func backoff(after state: FetchState) -> TimeInterval {
    if state.goneSince != nil { return 30 * longest }
    if state.failure?.kind == .gone { return longest }
    if state.failures > Self.patience { return 7 * longest }
    return min(shortest * pow(2, Double(max(state.failures, 1) - 1)), longest)
  }

  /// When a source that asked for rest is due next.
  ///
  /// - Parameters:
  ///   - wished: what `Retry-After` says; honoured between ten minutes and a week.
  ///   - asked: the operator's shortest time between two requests, in minutes.
  public func next(
    afterRateLimit state: FetchState, wished: TimeInterval?, interval asked: Int? = nil, now: Date
  ) -> Date {
    let doubled = min(Self.hour * pow(2, Double(max(state.rateLimits, 1) - 1)), Self.day)
    let understood = wished.flatMap { $0.isNaN ? nil : min(max($0, 600), 7 * Self.day) }
    return now.addingTimeInterval(max(understood ?? doubled, Self.wish(asked)))
  }

  /// Whether a source is due so late that the clock must have jumped back since that was decided.
  public func isStale(_ state: FetchState, interval asked: Int? = nil, now: Date) -> Bool {
    var wait = max(longest, Self.wish(asked))
    if state.failures > 0 { wait = max(wait, backoff(after: state)) }
    if state.rateLimits > 0 || state.hints.hasRestingTimes { wait = max(wait, 7 * Self.day) }
    return state.nextCheck.timeIntervalSince(now) > 2 * wait
  }

  private static func wish(_ minutes: Int?) -> TimeInterval {
    min(Double(minutes ?? 0) * 60, longestAsked)
  }

  /// Half the usual gap between two entries.
  private func rhythm(of state: FetchState) -> TimeInterval {
    guard let gap = state.gap, gap >= 0 else { return interval }
    return min(max(gap / 2, shortest), longest)
  }

  /// A source that has been silent for long is asked less often.
  private func idleness(of state: FetchState, now: Date) -> TimeInterval {
    guard let newest = state.newestEntry else { return 0 }
    return switch now.timeIntervalSince(newest) / Self.day {
    case ...7: 0
    case ...30: min(2 * Self.hour, longest)
    case ...180: min(6 * Self.hour, longest)
    case ...365: min(12 * Self.hour, longest)
    default: longest
    }
  }

  private func hints(of state: FetchState, cacheLifetime: TimeInterval?) -> [TimeInterval] {
    let cache = cacheLifetime.flatMap { $0 > 0 && $0 <= 7 * Self.day ? $0 : nil }
    return [
      cache, state.hints.ttl.map { Double($0) * 60 }, state.hints.updatePeriod.map(Double.init),
    ]
    .compactMap { $0 }
    .map { min($0, longest) }
  }

  /// The first moment from `date` on at which the publisher does not rest.
  private func restingTimesAvoided(_ date: Date, _ hints: RefreshHints) -> Date {
    // Midnight is the hour 0 to some publishers and 24 to others.
    let hours = Set(hints.skipHours.filter { (0...24).contains($0) }.map { $0 % 24 })
    let days = hints.skipDays.filter { (0..<7).contains($0) }
    var hour = Int(date.timeIntervalSince1970) / 3600
    func rests(_ hour: Int) -> Bool {
      hours.count < 24 && hours.contains(hour % 24)
        || days.count < 7 && days.contains((hour / 24 + 4) % 7)
    }
    guard rests(hour) else { return date }
    while rests(hour) { hour += 1 }
    return Date(timeIntervalSince1970: Double(hour) * Self.hour)
  }

  /// A number from 0 up to 1 that is always the same for the same source and turn.
  private static func fraction(_ source: Source.ID, _ turn: Int64) -> Double {
    Double(EntryKey(source.description, String(turn)).high >> 11) / Double(1 << 53)
  }
}
