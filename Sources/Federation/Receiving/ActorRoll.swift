import Model
import Store
import Synchronization

/// The actors of ours that others have asked for of late, as of when the list of sources last changed:
/// whatever arrives names one of a few.
final class ActorRoll: Sendable {
  private struct State {
    var revision = -1
    var actors: [Handle: LocalActor] = [:]
  }

  /// More are asked for by whoever tries out names.
  private static let most = 1000

  private let store: Store
  private let state = Mutex(State())

  init(store: Store) {
    self.store = store
  }

  /// The actor of this name; none where there never was one, or it was removed for ever.
  func actor(_ handle: Handle) async throws -> LocalActor? {
    let revision = store.revision.sources
    let known = state.withLock { $0.revision == revision ? $0.actors[handle] : nil }
    if let known { return known }
    guard let actor = try await ActorDirectory(store: store).actor(handle) else { return nil }
    state.withLock { state in
      if state.revision != revision || state.actors.count >= Self.most {
        state = State(revision: revision)
      }
      state.actors[handle] = actor
    }
    return actor
  }
}
