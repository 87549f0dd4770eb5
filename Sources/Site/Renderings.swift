import Foundation
import Store
import Synchronization

/// The newest documents, kept in memory: rendered once per change, then only handed out.
///
/// A document is good while the index stands at the revision it was made from, and never longer than
/// `lifetime`, for feeds and pages also change with time alone (48 hours pass, an entry comes due).
/// While one request renders anew, the others get the document of a moment ago.
final class Renderings: Sendable {
  private struct Held {
    var rendering: Rendering
    var revision: Revision
    var made: Date
    var isBeingRenewed = false
    var lastUse: UInt64
  }

  private struct State {
    var held: [String: Held] = [:]
    var size = 0
    var clock: UInt64 = 0
  }

  private let state = Mutex(State())
  private let lifetime: TimeInterval
  /// In bytes; whatever was not asked for longest goes first.
  private let limit: Int

  init(lifetime: TimeInterval = 300, limit: Int = 64 << 20) {
    self.lifetime = lifetime
    self.limit = limit
  }

  /// The document under a name, made by `render` where it is missing or no longer good.
  ///
  /// - Returns: `nil` where `render` finds nothing to show; that is not remembered.
  func rendering(
    _ name: String, at revision: Revision, now: Date,
    render: () async throws -> Rendering?
  ) async throws -> Rendering? {
    if let good = good(name, at: revision, now: now) { return good }
    do {
      let rendering = try await render()
      keep(rendering, as: name, at: revision, now: now)
      return rendering
    } catch {
      state.withLock { $0.held[name]?.isBeingRenewed = false }
      throw error
    }
  }

  private func good(_ name: String, at revision: Revision, now: Date) -> Rendering? {
    state.withLock { state in
      guard var held = state.held[name] else { return nil }
      state.clock += 1
      held.lastUse = state.clock
      let age = now.timeIntervalSince(held.made)
      let isGood = held.revision == revision && age >= 0 && age < lifetime
      let isHandedOut = isGood || held.isBeingRenewed
      if !isGood { held.isBeingRenewed = true }
      state.held[name] = held
      return isHandedOut ? held.rendering : nil
    }
  }

  private func keep(_ rendering: Rendering?, as name: String, at revision: Revision, now: Date) {
    state.withLock { state in
      if let old = state.held.removeValue(forKey: name) { state.size -= old.rendering.size }
      guard let rendering, rendering.size <= limit / 4 else { return }
      state.clock += 1
      state.held[name] = Held(
        rendering: rendering, revision: revision, made: now, lastUse: state.clock)
      state.size += rendering.size
      while state.size > limit, let oldest = state.held.min(by: { $0.value.lastUse < $1.value.lastUse }) {
        state.held[oldest.key] = nil
        state.size -= oldest.value.rendering.size
      }
    }
  }
}
