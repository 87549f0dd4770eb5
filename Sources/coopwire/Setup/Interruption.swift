import UnixSignals

/// Ends work early and in order when a signal asks for it.
enum Interruption {
  /// Runs `work`; SIGINT and SIGTERM cancel its task.
  ///
  /// - Returns: what came of it, and whether a signal came before it was done.
  static func heeded<Value: Sendable>(
    by work: @escaping @Sendable () async throws -> Value
  ) async throws -> (value: Value, isInterrupted: Bool) {
    let signals = await UnixSignalsSequence(trapping: .sigint, .sigterm)
    let task = Task { try await work() }
    let watch = Task {
      for await _ in signals {
        task.cancel()
        return true
      }
      return false
    }
    let result = await withTaskCancellationHandler {
      await task.result
    } onCancel: {
      task.cancel()
    }
    watch.cancel()
    return (try result.get(), await watch.value)
  }
}
