import Foundation
import HTTPTypes
import Publishing
import Store
import Synchronization

/// The newest documents, kept in memory: rendered once per change, then only handed out.
///
/// However many ask at once, one request renders. The others get the document of a moment ago, or
/// wait for the new one where there is none.
final class Renderings: Sendable {
  private enum Turn {
    case take(Rendering)
    case render
    case wait
  }

  private enum Outcome {
    case done(Rendering?)
    case failed(any Error)
    /// Whoever rendered has gone; somebody else must.
    case abandoned
  }

  private struct State {
    var shelf: RenderingShelf
    /// What is being rendered, and who waits for it.
    var waiting: [DocumentName: [CheckedContinuation<Outcome, Never>]] = [:]
    /// What nearly every document is made of, and since when.
    var listed: (directory: Directory, revision: Revision)?
  }

  private let state: Mutex<State>

  /// - Parameters:
  ///   - lifetime: how long a document is good where nothing changes, in seconds.
  ///   - limit: how much memory the documents may take, in bytes.
  init(lifetime: TimeInterval = 300, limit: Int = 64 << 20) {
    state = Mutex(State(shelf: RenderingShelf(lifetime: lifetime, limit: limit)))
  }

  /// How much memory the documents take, in bytes.
  var size: Int { state.withLock { $0.shelf.size } }

  /// The document under a name, made by `render` where it is missing or no longer good.
  ///
  /// - Returns: `nil` where `render` finds nothing to show; that is not remembered, and no answer is
  ///   that is not 200.
  func rendering(
    _ name: DocumentName, at revision: Revision, now: Date,
    render: () async throws -> Rendering?
  ) async throws -> Rendering? {
    while true {
      switch turn(name, at: revision, now: now) {
      case .take(let rendering): return rendering
      case .render: return try await renew(name, at: revision, now: now, render: render)
      case .wait:
        switch await outcome(of: name) {
        case .done(let rendering): return rendering
        case .failed(let error): throw error
        case .abandoned: continue
        }
      }
    }
  }

  /// Who is listed, read once per change: nearly every document names its sources.
  func directory(
    at revision: Revision, read: () async throws -> Directory
  ) async throws -> Directory {
    if let listed = state.withLock({ $0.listed }), listed.revision == revision {
      return listed.directory
    }
    let directory = try await read()
    state.withLock { $0.listed = (directory, revision) }
    return directory
  }

  private func turn(_ name: DocumentName, at revision: Revision, now: Date) -> Turn {
    state.withLock { state in
      let held = state.shelf.take(name, at: revision, now: now)
      if let held, held.freshness == .good { return .take(held.rendering) }
      guard state.waiting[name] != nil else {
        state.waiting[name] = []
        return .render
      }
      guard let held, held.freshness == .justStale else { return .wait }
      return .take(held.rendering)
    }
  }

  private func outcome(of name: DocumentName) async -> Outcome {
    await withCheckedContinuation { continuation in
      let isOver = state.withLock { state in
        state.waiting[name]?.append(continuation)
        return state.waiting[name] == nil
      }
      if isOver { continuation.resume(returning: .abandoned) }
    }
  }

  private func renew(
    _ name: DocumentName, at revision: Revision, now: Date,
    render: () async throws -> Rendering?
  ) async throws -> Rendering? {
    do {
      let rendering = try await render()
      end(name, .done(rendering)) { shelf in
        if let rendering, rendering.status == .ok {
          shelf.put(rendering, as: name, at: revision, now: now)
        } else {
          shelf.remove(name)
        }
      }
      return rendering
    } catch {
      end(name, Task.isCancelled ? .abandoned : .failed(error))
      throw error
    }
  }

  private func end(
    _ name: DocumentName, _ outcome: Outcome, change: (inout RenderingShelf) -> Void = { _ in }
  ) {
    let waiting = state.withLock { state in
      change(&state.shelf)
      return state.waiting.removeValue(forKey: name) ?? []
    }
    for continuation in waiting { continuation.resume(returning: outcome) }
  }
}
