import Foundation
import Store
import Synchronization

/// Writes what requests bring, many in one transaction: a disk takes hundreds of rows as fast as one.
///
/// Whoever finds nobody writing lets those come along whose requests are being judged, and writes all that
/// waits, its own among it; when that is done, the first of those who came meanwhile goes on. Each waits
/// for its own.
final class Scribe: Sendable {
  /// Too much waits already.
  struct Overload: Error {}

  private enum Turn: Sendable {
    case done(Result<Receipt.Verdict, StoreError>)
    case write
  }

  private struct Waiting {
    var receipt: Receipt
    var continuation: CheckedContinuation<Turn, Never>
  }

  private struct State {
    /// So many requests are being judged, or wait.
    var present = 0
    var isWriting = false
    var waiting: [Waiting] = []
  }

  private static let batch = 500
  private static let most = 5000
  /// How often the others get a turn before what waits is written.
  private static let turns = 8

  private let store: Store
  private let now: @Sendable () -> Date
  private let state = Mutex(State())

  init(store: Store, now: @escaping @Sendable () -> Date) {
    self.store = store
    self.now = now
  }

  /// Has others wait for what comes of a request, unless that takes too long.
  func attending<Value>(_ body: () async throws -> Value) async rethrows -> Value {
    state.withLock { $0.present += 1 }
    defer { state.withLock { $0.present -= 1 } }
    return try await body()
  }

  /// Gives what became of the activity, once its effects are on disk.
  ///
  /// - Throws: `StoreError`, `Scribe.Overload`
  func write(_ receipt: Receipt) async throws -> Receipt.Verdict {
    let isFirst = try state.withLock { state in
      guard state.waiting.count < Self.most else { throw Overload() }
      defer { state.isWriting = true }
      return !state.isWriting
    }
    if isFirst { return try await lead(receipt).get() }
    let turn = await withCheckedContinuation { continuation in
      let isFirst = state.withLock { state in
        guard state.isWriting else {
          state.isWriting = true
          return true
        }
        state.waiting.append(Waiting(receipt: receipt, continuation: continuation))
        return false
      }
      if isFirst { continuation.resume(returning: .write) }
    }
    switch turn {
    case .done(let result): return try result.get()
    case .write: return try await lead(receipt).get()
    }
  }

  private func lead(_ receipt: Receipt) async -> Result<Receipt.Verdict, StoreError> {
    for _ in 0..<Self.turns where state.withLock({ $0.waiting.count + 1 < $0.present }) {
      await Task.yield()
    }
    let others = state.withLock { state in
      let others = Array(state.waiting.prefix(Self.batch - 1))
      state.waiting.removeFirst(others.count)
      return others
    }
    let results = await results(of: [receipt] + others.map(\.receipt))
    for (other, result) in zip(others, results.dropFirst()) {
      other.continuation.resume(returning: .done(result))
    }
    let next = state.withLock { state in
      guard !state.waiting.isEmpty else {
        state.isWriting = false
        return nil as Waiting?
      }
      return state.waiting.removeFirst()
    }
    next?.continuation.resume(returning: .write)
    return results[0]
  }

  /// In a task of its own: the request that leads may be cancelled, and others wait for it.
  private func results(of receipts: [Receipt]) async -> [Result<Receipt.Verdict, StoreError>] {
    await Task { [store, now] in
      do throws(StoreError) {
        return try await store.receive(receipts, now: now()).map { .success($0) }
      } catch {
        guard receipts.count > 1 else { return [.failure(error)] }
        // One of them is bad; the others must not suffer for it.
        var results: [Result<Receipt.Verdict, StoreError>] = []
        for receipt in receipts {
          do throws(StoreError) {
            results.append(.success(try await store.receive([receipt], now: now())[0]))
          } catch {
            results.append(.failure(error))
          }
        }
        return results
      }
    }.value
  }
}
