public import Foundation

/// Judges whether it is our own line that is down, and not the publishers (aggregation rule 4.4).
///
/// While it is, no failure is held against anybody.
public struct Outage: Sendable, Hashable {
  /// When a source is asked again that failed while our line was down, in seconds.
  public static let pause: TimeInterval = 120

  private struct Attempt: Sendable, Hashable {
    var host: String
    var time: Date
    var isLineTrouble: Bool
  }

  /// The last attempt at each host, the oldest first.
  private var attempts: [Attempt] = []

  /// How far back attempts count, in seconds.
  private static let memory: TimeInterval = 300
  /// So many attempts tell as much as all of them would.
  private static let limit = 256

  public init() {}

  /// Remembers what came of asking a host.
  ///
  /// - Parameter failure: `nil` where the host answered, whatever it said.
  public mutating func note(_ host: String, failure: Failure.Kind?, at time: Date) {
    attempts.removeAll { $0.host == host || !Self.counts($0, at: time) }
    attempts.append(
      Attempt(host: host, time: time, isLineTrouble: failure.map(Self.isLineTrouble) ?? false))
    if attempts.count > Self.limit { attempts.removeFirst() }
  }

  /// Whether at least four of five hosts asked lately, and no fewer than five, could not be reached.
  public func isOn(at now: Date) -> Bool {
    let recent = attempts.filter { Self.counts($0, at: now) }
    let troubled = recent.count(where: \.isLineTrouble)
    return recent.count >= 5 && troubled * 5 >= recent.count * 4
  }

  private static func counts(_ attempt: Attempt, at now: Date) -> Bool {
    abs(now.timeIntervalSince(attempt.time)) <= memory
  }

  /// Whether a failure may as well be the fault of our own line.
  public static func isLineTrouble(_ kind: Failure.Kind) -> Bool {
    switch kind {
    case .dns, .connect, .timeout: true
    case .tls, .clientError, .gone, .serverError, .rateLimited, .tooLarge, .html, .parse,
      .forbiddenAddress, .redirect:
      false
    }
  }
}
