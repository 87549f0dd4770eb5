import Foundation
import Synchronization

/// How often somebody may knock within a period; who knocks more is told when to come back.
///
/// It remembers a bounded number of names, so that inventing them costs no memory (federation rule S21).
final class RateLimit: Sendable {
  private struct Count {
    var since: Date
    var number: Int
  }

  private let most: Int
  private let period: TimeInterval
  private let capacity: Int
  private let counts = Mutex<[String: Count]>([:])

  /// - Parameter period: in seconds.
  init(_ most: Int, per period: TimeInterval, capacity: Int = 10_000) {
    self.most = most
    self.period = period
    self.capacity = capacity
  }

  /// In how many seconds the name may knock again; `nil` where it may at once.
  func wait(for name: String, now: Date) -> Int? {
    counts.withLock { counts in
      guard let count = counts[name], isRunning(count, now), count.number >= most else {
        return nil
      }
      return max(1, Int((period - now.timeIntervalSince(count.since)).rounded(.up)))
    }
  }

  func count(_ name: String, now: Date) {
    counts.withLock { add(name, to: &$0, now) }
  }

  /// Counts the name where it may knock; gives whether it may.
  func admits(_ name: String, now: Date) -> Bool {
    counts.withLock { counts in
      if let count = counts[name], isRunning(count, now), count.number >= most { return false }
      add(name, to: &counts, now)
      return true
    }
  }

  private func add(_ name: String, to counts: inout [String: Count], _ now: Date) {
    if let count = counts[name], isRunning(count, now) {
      counts[name]?.number += 1
      return
    }
    if counts.count >= capacity {
      counts = counts.filter { isRunning($0.value, now) }
      if counts.count >= capacity { counts.removeAll() }
    }
    counts[name] = Count(since: now, number: 1)
  }

  /// How many names are remembered.
  var size: Int { counts.withLock { $0.count } }

  private func isRunning(_ count: Count, _ now: Date) -> Bool {
    (0..<period).contains(now.timeIntervalSince(count.since))
  }
}
