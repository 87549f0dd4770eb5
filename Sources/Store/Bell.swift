import Synchronization

/// Rings when this process has written new rows of a kind, so that whoever works them off need not look
/// all the time.
///
/// What other processes write does not ring. One listens at a time.
public final class Bell: Sendable {
  private struct State {
    /// It rang, and nobody has heard it yet.
    var hasRung = false
    var listener: CheckedContinuation<Void, Never>?
  }

  private let state = Mutex(State())

  func ring() {
    let listener = state.withLock { state in
      state.hasRung = state.listener == nil
      defer { state.listener = nil }
      return state.listener
    }
    listener?.resume()
  }

  /// Returns when it rings, or has rung since the last time; after the time given in any case, and when
  /// the task is cancelled.
  public func rung(within duration: Duration) async {
    await withTaskGroup { group in
      group.addTask { try? await Task.sleep(for: duration) }
      group.addTask { await self.heard() }
      await group.next()
      group.cancelAll()
    }
  }

  /// A stream would be over for good once a listener was cancelled.
  private func heard() async {
    await withTaskCancellationHandler {
      await withCheckedContinuation { listener in
        let isOver = state.withLock { state in
          guard !Task.isCancelled else { return true }
          if state.hasRung {
            state.hasRung = false
            return true
          }
          state.listener = listener
          return false
        }
        if isOver { listener.resume() }
      }
    } onCancel: {
      let listener = state.withLock { state in
        defer { state.listener = nil }
        return state.listener
      }
      listener?.resume()
    }
  }
}
