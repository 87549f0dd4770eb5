import Foundation
import Store

/// Decides when an account is asked again, for its posts and to be followed; pure.
enum FollowSchedule {
  /// Between two readings of an outbox, in seconds: what matters is pushed anyway.
  private static let hour: TimeInterval = 3600
  private static let longest: TimeInterval = 24 * hour
  /// Between two `Follow`s that nobody answers, and two looks at an account that objects.
  static let week: TimeInterval = 7 * 24 * hour

  /// When an outbox is read next: later with each failure.
  ///
  /// - Parameter random: from 0 to 1; keeps many accounts of one server from being asked at once.
  static func next(afterFailures failures: Int, random: Double, now: Date) -> Date {
    let wait = min(hour * pow(2, Double(min(max(failures, 0), 10))), longest)
    return now.addingTimeInterval(wait * (1 + random / 2))
  }

  /// Whether another account may take the place of the one that is followed; who moves twice within a
  /// week is followed later (federation rule 1.7).
  static func mayMove(_ following: Following, now: Date) -> Bool {
    following.moved.map { now.timeIntervalSince($0) >= week } ?? true
  }

  /// Whether an account is to be asked (again) whether we may follow it; a rejection is an answer.
  static func mustAsk(_ following: Following, now: Date) -> Bool {
    switch following.state {
    case .waiting, .refused: true
    case .asked: following.asked.map { now.timeIntervalSince($0) >= week } ?? true
    case .accepted, .rejected: false
    }
  }
}
