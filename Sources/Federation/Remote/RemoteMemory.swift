import Foundation
import Model
import Synchronization

/// What is remembered of other servers while the program runs: whom to ask no more for now, and the
/// keys in use.
///
/// Every part has a bound, so that a thousand invented hosts take no more room than one (federation
/// rule S21).
final class RemoteMemory: Sendable {
  private struct Setback {
    var error: RemoteError
    var until: Date
    var count: Int
  }

  private struct Budget {
    var since: Date
    var spent: Int
  }

  private struct State {
    var setbacks: [String: Setback] = [:]
    var budgets: [String: Budget] = [:]
    var keys: [String: RemoteKey] = [:]
  }

  /// So many hosts and addresses are remembered.
  static let limit = 10_000
  private static let keyLimit = 5000
  /// In seconds; the first one doubles up to the second.
  private static let shortestRest: TimeInterval = 600
  private static let longestRest: TimeInterval = 3600
  /// So many requests go to one host within so many seconds.
  private static let budget = 120
  private static let period: TimeInterval = 300

  private let state = Mutex(State())

  /// What went wrong with an address of late; it is not asked again yet.
  func setback(of url: String, now: Date) -> RemoteError? {
    state.withLock { state in
      guard let setback = state.setbacks[url], setback.until > now else { return nil }
      return setback.error
    }
  }

  func note(_ error: RemoteError, of url: String, now: Date) {
    state.withLock { state in
      let count = (state.setbacks[url]?.count ?? 0) + 1
      let rest = min(Self.shortestRest * pow(2, Double(count - 1)), Self.longestRest)
      if state.setbacks.count >= Self.limit, state.setbacks[url] == nil {
        state.setbacks = state.setbacks.filter { $0.value.until > now }
        if state.setbacks.count >= Self.limit { state.setbacks.removeAll() }
      }
      state.setbacks[url] = Setback(error: error, until: now + rest, count: count)
    }
  }

  func forgetSetback(of url: String) {
    state.withLock { _ = $0.setbacks.removeValue(forKey: url) }
  }

  /// Takes one request out of a host's budget; `false` where nothing is left of it.
  func spend(on host: String, now: Date) -> Bool {
    state.withLock { state in
      var budget = state.budgets[host] ?? Budget(since: now, spent: 0)
      if abs(now.timeIntervalSince(budget.since)) >= Self.period {
        budget = Budget(since: now, spent: 0)
      }
      guard budget.spent < Self.budget else { return false }
      budget.spent += 1
      if state.budgets.count >= Self.limit, state.budgets[host] == nil {
        state.budgets = state.budgets.filter { now.timeIntervalSince($0.value.since) < Self.period }
        if state.budgets.count >= Self.limit { state.budgets.removeAll() }
      }
      state.budgets[host] = budget
      return true
    }
  }

  func key(_ id: String) -> RemoteKey? { state.withLock { $0.keys[id] } }

  func keep(_ key: RemoteKey) {
    state.withLock { state in
      if state.keys.count >= Self.keyLimit { state.keys.removeAll() }
      state.keys[key.id] = key
    }
  }

  func forgetKey(_ id: String) {
    state.withLock { _ = $0.keys.removeValue(forKey: id) }
  }

  /// How much is remembered, for tests of the bounds.
  var size: Int {
    state.withLock { $0.setbacks.count + $0.budgets.count + $0.keys.count }
  }
}
