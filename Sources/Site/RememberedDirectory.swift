import Publishing
import Store
import Synchronization

/// Who is listed, read once per change: nearly every document names its sources.
final class RememberedDirectory: Sendable {
  private struct Held {
    var directory: Directory
    var revision: Revision
  }

  private let held = Mutex<Held?>(nil)

  /// - Parameter revision: where the index stood before anything of it is read.
  func directory(
    at revision: Revision, read: () async throws -> Directory
  ) async throws -> Directory {
    if let held = held.withLock({ $0 }), held.revision == revision { return held.directory }
    let directory = try await read()
    held.withLock { $0 = Held(directory: directory, revision: revision) }
    return directory
  }
}
