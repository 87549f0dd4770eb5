import Fetching
import Foundation
import Glibc
import Ingest
import Logging
import Model
import Store
import Synchronization
import TestServer

/// A store, a fetcher and the pipeline between them, on a clock that goes only when told.
struct Pipeline: Sendable {
  let store: Store
  let ingest: Ingest
  let clock: StoppedClock

  init(
    _ sources: [Subscription], limits: Limits = Limits(), schedule: RefreshSchedule = .init(),
    maximumPages: Int? = nil
  ) async throws {
    let clock = StoppedClock(Date(timeIntervalSince1970: 1_795_000_000))
    self.clock = clock
    store = try Store(.memory, now: clock.now, maximumPages: maximumPages)
    let fetcher = try Fetcher(
      userAgent: "test", policy: AddressPolicy(allowing: [try CIDR("127.0.0.0/8")]), pause: .zero)
    ingest = Ingest(
      fetcher: fetcher, store: store, schedule: schedule, limits: limits, owner: .thisProcess,
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }, now: { clock.now })
    let list = SubscriptionList(subscriptions: sources)
    _ = try await store.reconcile(with: list, now: clock.now) { _, _ in clock.now }
  }

  init(_ server: TestServer, limits: Limits = Limits()) async throws {
    try await self.init([Subscription(feedURL: server.url + "/feed", title: "")], limits: limits)
  }

  /// Asks everybody again, as if eleven minutes had passed.
  func refresh() async throws -> [Outcome] {
    let outcomes = try await ingest.refreshAll()
    clock.advance(by: 660)
    return outcomes.sorted { $0.key < $1.key }.map(\.value)
  }

  /// The pipeline of another process on the same database.
  func neighbour() throws -> Ingest {
    let clock = clock
    let fetcher = try Fetcher(
      userAgent: "test", policy: AddressPolicy(allowing: [try CIDR("127.0.0.0/8")]), pause: .zero)
    let parent = LeaseOwner(
      boot: LeaseOwner.thisProcess.boot, process: getppid())
    return Ingest(
      fetcher: fetcher, store: store, schedule: RefreshSchedule(), owner: parent,
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }, now: { clock.now })
  }

  func titles() async throws -> [String] {
    try await store.page(of: .river, limit: 200).entries.map(\.title)
  }

  func source() async throws -> Source? { try await store.sources().first }
}

/// A clock that a test moves.
final class StoppedClock: Sendable {
  private let time: Mutex<Date>

  init(_ time: Date) { self.time = Mutex(time) }

  var now: Date { time.withLock { $0 } }

  func advance(by seconds: TimeInterval) { time.withLock { $0 += seconds } }
}

/// An RSS document as a test wants it.
enum RSS {
  static func feed(_ items: [String]) -> String {
    """
    <?xml version="1.0"?><rss version="2.0"><channel><title>Testgenossenschaft</title>
    <link>https://test.example/</link><description>Test</description>\(items.joined())</channel></rss>
    """
  }

  static func item(
    _ title: String, guid: String? = nil, link: String? = nil,
    date: String? = "Wed, 18 Nov 2026 08:00:00 GMT", text: String = "Text."
  ) -> String {
    let parts = [
      "<title>\(title)</title>", guid.map { "<guid isPermaLink=\"false\">\($0)</guid>" },
      link.map { "<link>\($0)</link>" }, date.map { "<pubDate>\($0)</pubDate>" },
      "<description>\(text)</description>",
    ]
    return "<item>\(parts.compactMap { $0 }.joined())</item>"
  }
}

/// What a server says, changed by the test while the server's threads read it.
final class Script: Sendable {
  private let answer: Mutex<TestAnswer>

  init(_ answer: TestAnswer) { self.answer = Mutex(answer) }

  func say(_ answer: TestAnswer) { self.answer.withLock { $0 = answer } }

  func serve() throws -> TestServer {
    try TestServer { _ in self.answer.withLock { $0 } }
  }
}
