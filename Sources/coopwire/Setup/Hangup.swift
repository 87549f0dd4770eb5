import Ingest
import ServiceLifecycle
import UnixSignals

/// Reads the list anew whenever the operator asks for it with SIGHUP.
struct Hangup: Service {
  let keeper: ListKeeper

  func run() async throws {
    for await _ in await UnixSignalsSequence(trapping: .sighup).cancelOnGracefulShutdown() {
      await keeper.reload()
    }
  }
}
