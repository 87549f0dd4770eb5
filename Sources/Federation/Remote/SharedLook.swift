import Synchronization

/// Has many who want to see the same thing at once wait for one look at it.
///
/// A server that begins to speak with us sends a dozen activities signed with one key that nobody here
/// has seen yet.
final class SharedLook<Value: Sendable>: Sendable {
  private let looks = Mutex<[String: Task<Result<Value, RemoteError>, Never>]>([:])

  /// - Parameter look: runs to its end although whoever asked is gone, for others wait for it.
  /// - Throws: what the look throws; `RemoteError.unavailable` where whoever asks is cancelled before.
  func value(
    of name: String, look: @escaping @Sendable () async throws(RemoteError) -> Value
  ) async throws(RemoteError) -> Value {
    let task = looks.withLock { looks in
      if let running = looks[name] { return running }
      let task = Task { [self] in
        let result: Result<Value, RemoteError>
        do throws(RemoteError) {
          result = .success(try await look())
        } catch {
          result = .failure(error)
        }
        self.looks.withLock { _ = $0.removeValue(forKey: name) }
        return result
      }
      looks[name] = task
      return task
    }
    let (results, continuation) = AsyncStream<Result<Value, RemoteError>>.makeStream()
    Task {
      continuation.yield(await task.value)
      continuation.finish()
    }
    for await result in results { return try result.get() }
    throw .unavailable(url: name, why: "nobody waits for it any more")
  }
}
