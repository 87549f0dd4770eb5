public import Foundation

/// Judges whether it is our own line that is down, and not everybody else's (aggregation rule 4.4).
///
/// Pure; remembers five minutes.
public struct Outage: Sendable, Hashable {
  private struct Attempt: Sendable, Hashable {
    var host: String
    var isUnreached: Bool
    var time: Date
  }

  private static let span: TimeInterval = 300
  private static let limit = 256
  private var attempts: [Attempt] = []

  public init() {}

  /// Remembers an attempt; `kind` is `nil` where a server answered.
  public mutating func note(host: String, failed kind: Failure.Kind?, now: Date) {
    let isUnreached = kind.map { [.dns, .connect, .timeout].contains($0) } ?? false
    attempts.removeAll { $0.host == host || now.timeIntervalSince($0.time) > Self.span }
    attempts.append(Attempt(host: host, isUnreached: isUnreached, time: now))
    if attempts.count > Self.limit { attempts.removeFirst() }
  }

  /// Whether four of five hosts, and at least five of them, could not be reached of late.
  public func isOurs(now: Date) -> Bool {
    let recent = attempts.filter { now.timeIntervalSince($0.time) <= Self.span }
    return recent.count >= 5 && recent.count(where: \.isUnreached) * 5 >= recent.count * 4
  }
}
