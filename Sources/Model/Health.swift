public import struct Foundation.Date

/// How a source is doing, in one word the operator can act on (aggregation rule 4.13).
public enum Health: String, Sendable, Hashable, Codable, CaseIterable {
  /// Listed, and not asked yet.
  case waiting
  case active
  /// Answers, and has had nothing new for more than half a year.
  case idle
  /// Fails for the third time or more, or has never answered.
  case warn
  /// Has failed for a week.
  case failing
  /// Has failed for sixty days.
  case dead
  /// Its publisher has taken it away (410).
  case gone
  case paused
  /// Its new entries wait for the operator: it may have changed hands.
  case held
  /// No longer in the list.
  case retired

  private static let day: Double = 86_400

  public init(of source: Source, now: Date) {
    let state = source.state
    if source.retired != nil {
      self = .retired
    } else if source.subscription.isPaused {
      self = .paused
    } else if case .held = source.obstacle {
      self = .held
    } else if state.goneSince != nil {
      self = .gone
    } else if let since = state.failingSince, now.timeIntervalSince(since) >= 60 * Self.day {
      self = .dead
    } else if let since = state.failingSince, now.timeIntervalSince(since) >= 7 * Self.day {
      self = .failing
    } else if state.failure != nil, state.failures >= 3 || state.lastSuccess == nil {
      self = .warn
    } else if state.lastTry == nil {
      self = .waiting
    } else if let newest = state.newestEntry, now.timeIntervalSince(newest) > 180 * Self.day {
      self = .idle
    } else {
      self = .active
    }
  }
}
