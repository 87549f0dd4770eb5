import Foundation
import Ingest
import Logging
import Model
import Store
import Synchronization
import Testing

@testable import coopwire

/// The demo's publishers and the product around them, on a clock that goes only when told.
@Suite struct DemoTests {
  @Test func `the demo tells one article once, and an edit after a minute`() async throws {
    let clock = TestClock(Date(timeIntervalSince1970: 1_795_000_000))
    let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    let stage = DemoStage(logger: logger, now: { clock.now })
    let seen = Seen()
    try await stage.open { list in
      var settings = Settings.demo
      settings.opml = list.path
      let newswire = try Newswire(
        settings, schedule: .every(10), pause: .zero, logger: logger, now: { clock.now })
      try await newswire.keeper.load()
      clock.advance(by: 10)
      let first = try await newswire.ingest.refreshDue()
      #expect(first.count == 3)
      #expect(first.values.allSatisfy { !$0.isFailure })
      let entries = try await newswire.store.page(of: .river, limit: 50).entries
      #expect(entries.count == 8)
      let shared = entries.filter { $0.title == "Strom vom Dach der Grundschule" }
      #expect(shared.count == 1)
      #expect(shared.first?.alsoAt.count == 1)
      clock.advance(by: 60)
      let second = try await newswire.ingest.refreshDue()
      #expect(second.values.count { $0 == .updated(.init(edited: 1)) } == 1)
      #expect(second.values.count { $0 == .unchanged } == 2)
      seen.note(list.path)
    }
    let list = try #require(seen.path)
    #expect(!FileManager.default.fileExists(atPath: list))
    #expect(
      !FileManager.default.fileExists(atPath: URL(filePath: list).deletingLastPathComponent().path))
  }

  @Test func `a demo that cannot start ends the publishers and says why`() async throws {
    let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    let stage = DemoStage(logger: logger, now: { Date() })
    await #expect(throws: StoreError.self) {
      try await stage.open { _ in throw StoreError.full(path: "x") }
    }
  }
}

private final class Seen: Sendable {
  private let held = Mutex<String?>(nil)

  var path: String? { held.withLock { $0 } }

  func note(_ path: String) { held.withLock { $0 = path } }
}
