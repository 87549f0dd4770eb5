public import struct Foundation.Date

/// Whether another server can be reached, as far as our deliveries know.
///
/// After five failures in a row it is left alone for half an hour, then one delivery tries again;
/// one that fails on seven days is asked once a day (federation rule 3).
public struct HostCircuit: Sendable, Hashable {
  /// In a row, none of them more than ten minutes after the one before.
  public var failures = 0
  public var failingSince: Date?
  /// On how many days something failed since then.
  public var failingDays = 0
  /// Counted from 1970.
  public var lastFailingDay: Int?
  /// Nothing is sent before this; afterwards one delivery at a time, until one arrives.
  public var openUntil: Date?
  public var lastSuccess: Date?
  public var lastFailure: Date?
  /// Of the last failure.
  public var reason: String?

  private static let tolerated = 5
  private static let memory: Double = 10 * 60
  private static let pause: Double = 30 * 60
  private static let day: Double = 86_400
  private static let suspension = 7
  /// How long a single delivery may take to show that the host is back.
  private static let probing: Double = 2 * 60
  /// How long after a failure what the host sends is no reason to try it again.
  private static let doubt: Double = 5 * 60

  public init() {}

  /// Whether it is asked once a day only.
  public var isSuspended: Bool { failingDays >= Self.suspension }

  /// Whether one delivery has to show first that the host is back.
  public var isProbed: Bool { openUntil != nil }

  public func isClosed(to now: Date) -> Bool { openUntil.map { $0 > now } ?? false }

  public mutating func succeed(now: Date) {
    self = HostCircuit()
    lastSuccess = now
  }

  public mutating func fail(_ reason: String, now: Date) {
    let isRecent = lastFailure.map { now.timeIntervalSince($0) <= Self.memory } ?? false
    failures = isRecent ? failures + 1 : 1
    let day = Int((now.timeIntervalSince1970 / Self.day).rounded(.down))
    if lastFailingDay != day { failingDays += 1 }
    lastFailingDay = day
    failingSince = failingSince ?? now
    lastFailure = now
    self.reason = reason
    if isSuspended {
      openUntil = now.addingTimeInterval(Self.day)
    } else if failures >= Self.tolerated || isProbed {
      openUntil = now.addingTimeInterval(Self.pause)
    }
  }

  /// Leaves the host alone, as it asks for; that is no failure.
  public mutating func rest(until: Date) {
    failures = 0
    openUntil = max(until, openUntil ?? until)
  }

  /// Has heard from the host, which shows that it is there, and not that it takes what is sent: one
  /// delivery may find that out at once.
  public mutating func hear(now: Date) {
    failingSince = nil
    failingDays = 0
    lastFailingDay = nil
    let isDoubtful = lastFailure.map { now.timeIntervalSince($0) < Self.doubt } ?? false
    guard let until = openUntil, failures > 0, !isDoubtful, !isProbing(until, now) else { return }
    openUntil = min(until, now)
  }

  /// A probe ends within this time, and any other rest later; but for one that is nearly over, and may be.
  private func isProbing(_ until: Date, _ now: Date) -> Bool {
    until > now && until.timeIntervalSince(now) <= Self.probing
  }

  /// Keeps everybody else back while one delivery tries.
  public mutating func probe(now: Date) {
    openUntil = now.addingTimeInterval(Self.probing)
  }
}
