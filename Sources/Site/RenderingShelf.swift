import Foundation
import Store

/// Remembered documents, within a limit of memory; whatever was not asked for longest goes first.
///
/// A document is good while the index stands at the revision it was made from, and never longer than
/// `lifetime`, for feeds and pages also change with time alone (48 hours pass).
struct RenderingShelf {
  enum Freshness: Sendable, Hashable {
    case good
    /// Good a moment ago: better than to wait, while somebody makes a new one.
    case justStale
    case stale
  }

  private struct Held {
    var rendering: Rendering
    var revision: Revision
    var made: Date
    var lastUse: UInt64
    var size: Int
  }

  /// What a document takes beside its bytes: two sets of headers, and a place in the table.
  private static let overhead = 4096

  private var held: [DocumentName: Held] = [:]
  /// In bytes.
  private(set) var size = 0
  private var clock: UInt64 = 0
  private let lifetime: TimeInterval
  /// In bytes.
  private let limit: Int

  init(lifetime: TimeInterval, limit: Int) {
    self.lifetime = lifetime
    self.limit = limit
  }

  var count: Int { held.count }

  mutating func take(
    _ name: DocumentName, at revision: Revision, now: Date
  ) -> (rendering: Rendering, freshness: Freshness)? {
    clock += 1
    guard let found = held[name] else { return nil }
    held[name]?.lastUse = clock
    let age = now.timeIntervalSince(found.made)
    guard age >= 0, age < 2 * lifetime else { return (found.rendering, .stale) }
    let isGood = found.revision == revision && age < lifetime
    return (found.rendering, isGood ? .good : .justStale)
  }

  mutating func put(_ rendering: Rendering, as name: DocumentName, at revision: Revision, now: Date)
  {
    remove(name)
    let size = rendering.size + name.size + Self.overhead
    guard size <= limit / 4 else { return }
    clock += 1
    held[name] = Held(
      rendering: rendering, revision: revision, made: now, lastUse: clock, size: size)
    self.size += size
    if self.size > limit { clear() }
  }

  mutating func remove(_ name: DocumentName) {
    if let old = held.removeValue(forKey: name) { size -= old.size }
  }

  /// Makes room for a while, so that a full shelf is not searched at every request.
  private mutating func clear() {
    for (name, _) in held.sorted(by: { $0.value.lastUse < $1.value.lastUse }) {
      guard size > limit / 4 * 3 else { return }
      remove(name)
    }
  }
}
