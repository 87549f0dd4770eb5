import Synchronization

/// Has many who want to see the same thing at once wait for one look at it.
///
/// A server that begins to speak with us sends a dozen activities signed with one key that nobody here
/// has seen yet.
final class SharedLook<Value: Sendable>: Sendable {
  private let looks = Mutex<[String: Task<Result<Value, RemoteError>, Never>]>([:])

  /// - Parameter look: runs to its end although whoever asked is gone, for others wait for it.
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
    return try await task.value.get()
  }
}
