/// Runs something that asks others, and has it end when its time is over.
enum Deadline {
  /// Cancels what takes longer than `duration`, and gives what it makes of that.
  static func run<Value: Sendable>(
    within duration: Duration, _ body: @escaping @Sendable () async -> Value
  ) async -> Value {
    let task = Task { await body() }
    let clock = Task {
      try? await Task.sleep(for: duration)
      task.cancel()
    }
    defer { clock.cancel() }
    return await withTaskCancellationHandler {
      await task.value
    } onCancel: {
      task.cancel()
    }
  }
}
