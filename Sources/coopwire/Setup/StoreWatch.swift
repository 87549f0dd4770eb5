import Logging
import ServiceLifecycle
import Store

/// Notices what another process writes, such as `coopwire refresh` beside a running `coopwire serve`.
struct StoreWatch: Service {
  let store: Store
  let logger: Logger

  func run() async throws {
    await cancelWhenGracefulShutdown {
      while !Task.isCancelled {
        try? await Task.sleep(for: .seconds(2))
        do {
          try await store.noticeOtherWriters()
        } catch StoreError.cancelled {
          return
        } catch {
          logger.error("could not look after other writers: \(error)")
        }
      }
    }
  }
}
