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

  private struct State {
    var setbacks: [String: Setback] = [:]
    var keys: [String: RemoteKey] = [:]
    /// When all keys of a document were read.
    var looks: [String: Date] = [:]
  }

  /// So many hosts and addresses are remembered.
  static let limit = 10_000
  private static let keyLimit = 5000
  /// In seconds; the first one doubles up to the second.
  private static let rest = (shortest: 600.0, longest: 3600.0)
  /// The same where asking again may help: some servers try for four minutes only to tell us something.
  private static let shortRest = (shortest: 15.0, longest: 600.0)
  /// So many requests go to one host within so many seconds, for each who asks.
  private static let allowance = 120
  private static let period: TimeInterval = 300
  /// For so long a document is known to list no other keys, in seconds.
  private static let shortLook: TimeInterval = 300

  private let ours = RateLimit(allowance, per: period)
  private let senders = RateLimit(allowance, per: period)
  /// Of all strangers together, and of each client's: nobody alone uses up what is there for all.
  private let strangers = RateLimit(2 * allowance, per: period)
  private let clients = RateLimit(allowance, per: period)
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
      let bounds = error.isTemporary ? Self.shortRest : Self.rest
      let rest = min(bounds.shortest * pow(2, Double(min(count, 16) - 1)), bounds.longest)
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

  /// Takes one request out of a host's allowance; `false` where nothing is left of it.
  func spend(on host: String, for asker: Asker, now: Date) -> Bool {
    switch asker {
    case .ourselves: ours.admits(host, now: now)
    case .sender: senders.admits(host, now: now)
    case .stranger(let client):
      clients.admits("\(client ?? "") \(host)", now: now) && strangers.admits(host, now: now)
    }
  }

  /// Remembers that all keys of a document were read.
  func noteLook(at url: String, now: Date) {
    state.withLock { state in
      if state.looks.count >= Self.limit { state.looks.removeAll() }
      state.looks[url] = now
    }
  }

  /// Whether all keys of a document were read a moment ago.
  func hasLooked(at url: String, now: Date) -> Bool {
    state.withLock { state in
      state.looks[url].map { abs(now.timeIntervalSince($0)) < Self.shortLook } ?? false
    }
  }

  func key(_ id: String) -> RemoteKey? { state.withLock { $0.keys[id] } }

  func keep(_ key: RemoteKey) {
    state.withLock { state in
      if state.keys.count >= Self.keyLimit { state.keys.removeAll() }
      state.keys[key.id] = key
    }
  }

  /// How much is remembered, for tests of the bounds.
  var size: Int {
    state.withLock { $0.setbacks.count + $0.keys.count + $0.looks.count }
      + [ours, senders, strangers, clients].reduce(0) { $0 + $1.size }
  }
}
