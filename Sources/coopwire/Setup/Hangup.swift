import Foundation
import Glibc

/// SIGHUP as a stream: one element for each time the operator asks to read the list again.
enum Hangup {
  static func requests() -> AsyncStream<Void> {
    signal(SIGHUP, SIG_IGN)
    return AsyncStream { continuation in
      let source = DispatchSource.makeSignalSource(signal: SIGHUP)
      source.setEventHandler { continuation.yield() }
      continuation.onTermination = { _ in source.cancel() }
      source.activate()
    }
  }
}
