import Foundation
import Synchronization
import TestServer

/// A publisher of one feed on loopback, whose words a test may change, and who counts who asks.
final class Publisher: Sendable {
  let server: TestServer
  private let feed: SharedText

  var url: String { server.url + "/feed" }
  var requests: [TestRequest] { server.requests }

  /// - Parameters:
  ///   - keepsValidators: whether it gives an ETag and answers 304.
  init(_ text: String, type: String, keepsValidators: Bool, on host: String) throws {
    let feed = SharedText(text)
    server = try TestServer(on: host) { request in
      let text = feed.value
      let tag = "\"\(text.utf8.reduce(5381) { ($0 &* 33) ^ Int($1) })\""
      guard keepsValidators else { return .text(text, headers: ["Content-Type": type]) }
      if request["if-none-match"] == tag { return .response(304, headers: ["ETag": tag]) }
      return .text(text, headers: ["Content-Type": type, "ETag": tag])
    }
    self.feed = feed
  }

  func publish(_ text: String) { feed.value = text }
  func stop() { server.stop() }
}

/// A text that the test changes while the server's threads read it.
private final class SharedText: Sendable {
  private let text: Mutex<String>

  init(_ text: String) { self.text = Mutex(text) }

  var value: String {
    get { text.withLock { $0 } }
    set { text.withLock { $0 = newValue } }
  }
}

/// A clock that goes only when a test says so.
final class TestClock: Sendable {
  private let time: Mutex<Date>

  init(_ time: Date) { self.time = Mutex(time) }

  var now: Date { time.withLock { $0 } }

  func advance(by seconds: TimeInterval) { time.withLock { $0 += seconds } }
}
