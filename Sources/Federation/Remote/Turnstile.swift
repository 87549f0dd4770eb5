import Synchronization

/// Lets so many of one name in at a time; so many more wait in line, and who finds the line full is sent
/// away.
///
/// What takes as long as a stranger likes must not take the place of all others (federation rule S24).
final class Turnstile: Sendable {
  private struct State {
    var within: [String: Int] = [:]
    var lines: [String: [CheckedContinuation<Void, Never>]] = [:]
  }

  private let perName: Int
  private let mostWaiting: Int
  private let state = Mutex(State())

  init(perName: Int, mostWaiting: Int) {
    self.perName = perName
    self.mostWaiting = mostWaiting
  }

  /// - Returns: `nil` where too many wait already; then nothing was done.
  @discardableResult
  func pass<Value, Failure: Error>(
    _ name: String, _ body: () async throws(Failure) -> Value
  ) async throws(Failure) -> Value? {
    guard await enter(name) else { return nil }
    defer { leave(name) }
    return try await body()
  }

  private func enter(_ name: String) async -> Bool {
    let isFull = state.withLock { isCrowded(name, $0) && waiting(for: name, $0) >= mostWaiting }
    guard !isFull else { return false }
    await withCheckedContinuation { continuation in
      let mayEnter = state.withLock { state in
        guard isCrowded(name, state) else {
          state.within[name, default: 0] += 1
          return true
        }
        state.lines[name, default: []].append(continuation)
        return false
      }
      if mayEnter { continuation.resume() }
    }
    return true
  }

  private func isCrowded(_ name: String, _ state: State) -> Bool {
    state.within[name, default: 0] >= perName
  }

  private func waiting(for name: String, _ state: State) -> Int {
    state.lines[name]?.count ?? 0
  }

  /// The next in line takes the place that is left.
  private func leave(_ name: String) {
    let next: CheckedContinuation<Void, Never>? = state.withLock { state in
      if var line = state.lines[name], !line.isEmpty {
        let next = line.removeFirst()
        state.lines[name] = line.isEmpty ? nil : line
        return next
      }
      let left = (state.within[name] ?? 1) - 1
      state.within[name] = left > 0 ? left : nil
      return nil
    }
    next?.resume()
  }

  /// How many names are remembered, and how many wait.
  var size: (names: Int, waiting: Int) {
    state.withLock { ($0.within.count, $0.lines.values.reduce(0) { $0 + $1.count }) }
  }
}
