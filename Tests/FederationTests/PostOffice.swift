import Fetching
import Foundation
import Logging
import Model
import Store
import Synchronization
import TestDatabase
import TestServer
import Testing

@testable import Federation

/// A newswire on disk whose followers all live on one loopback server, under many hosts.
final class PostOffice {
  /// What our side asks others about.
  struct Questions: Sendable {
    var native: Announcer.Native = { _, _ in .none }
    var look: @Sendable (String) async -> Whereabouts = { _ in .unknown }
  }

  let newswire: Newswire
  let server: TestServer
  let fetcher: Fetcher
  let announcer: Announcer
  let courier: Courier
  let path: String
  let clock: Clock
  private let directory: TemporaryDirectory

  /// Runs a test and closes everything afterwards.
  static func open(
    _ subscriptions: [Subscription] = [Newswire.mill, Newswire.bakery],
    allowing ranges: [String] = ["127.0.0.0/8"],
    asking questions: Questions = Questions(),
    answer: @escaping @Sendable (TestRequest) -> TestAnswer = { _ in .response(202) },
    _ test: (PostOffice) async throws -> Void
  ) async throws {
    let office = try await PostOffice(
      subscriptions, allowing: ranges, questions, answer: answer)
    do {
      try await test(office)
    } catch {
      await office.close()
      throw error
    }
    await office.close()
  }

  private init(
    _ subscriptions: [Subscription], allowing ranges: [String], _ questions: Questions,
    answer: @escaping @Sendable (TestRequest) -> TestAnswer
  ) async throws {
    directory = try TemporaryDirectory()
    path = directory.file()
    newswire = try await Newswire(subscriptions, at: .file(path))
    server = try TestServer(on: "0.0.0.0", answer: answer)
    fetcher = try Fetcher(
      userAgent: "Coopwire/Test", policy: AddressPolicy(allowing: ranges.map { try CIDR($0) }))
    let clock = Clock()
    announcer = Announcer(
      site: Newswire.site, store: newswire.store, logger: Logger(label: "test"),
      native: questions.native,
      now: { clock.now })
    courier = Self.courier(newswire.store, newswire.keys, fetcher, clock, look: questions.look)
    self.clock = clock
  }

  static func courier(
    _ store: Store, _ keys: ActorKeys, _ fetcher: Fetcher, _ clock: Clock,
    logger: Logger = Logger(label: "test"),
    look: @escaping @Sendable (String) async -> Whereabouts = { _ in .unknown }
  ) -> Courier {
    Courier(
      store: store, fetcher: fetcher, keys: keys, owner: .thisProcess,
      logger: logger, look: look, now: { clock.now }, random: { 0.5 })
  }

  private func close() async {
    await fetcher.stop()
    server.stop()
  }

  var store: Store { newswire.store }

  /// An inbox on the `number`-th host.
  func inbox(_ path: String, on number: Int = 1) -> InboxAddress {
    let host = "127.0.\(number / 250 + 1).\(number % 250 + 1):\(server.port)"
    return InboxAddress(url: "http://\(host)\(path)", host: host)
  }

  func follow(
    _ actor: String, by name: String, on host: Int = 1, sharing shared: String? = nil
  ) throws {
    let own = inbox("/\(name)/inbox", on: host)
    let target = shared.map { inbox($0, on: host).url } ?? own.url
    try raw(
      """
      INSERT INTO follower(actor, id, inbox, target, host, follow, since)
      VALUES ('\(actor)', 'https://\(name).example/', '\(own.url)', '\(target)', '\(own.host)', 'f', 0)
      """)
  }

  func raw(_ statement: String) throws {
    let raw = try RawDatabase(path)
    try raw.execute(statement)
    try raw.close()
  }

  func rows(_ query: String) throws -> [String] {
    let raw = try RawDatabase(path)
    let rows = try raw.rows(query)
    try raw.close()
    return rows
  }

  func announce(_ kind: Announcement.Kind, _ entry: EntryID, by actor: String) throws {
    try raw(
      """
      INSERT INTO announcement(actor, entry_id, kind, due)
      VALUES ('\(actor)', \(entry.rawValue), '\(kind.rawValue)', 0)
      """)
  }

  /// Has a source tell an entry and its actor announce it.
  func tell(_ title: String, by handle: String = "mill") async throws -> EntryID {
    let id = try #require(try await newswire.tell([title], by: handle).first)
    try announce(.new, id, by: handle)
    return id
  }

  /// Has something arrive that a host has signed.
  func hear(from host: String) async throws {
    let receipt = Receipt(
      actor: "https://\(host)/ada", host: host, keys: [EntryKey("heard", "\(clock.now)")],
      until: clock.now, effects: [])
    #expect(try await store.receive([receipt], now: clock.now) == [.taken])
  }

  /// Settles what is due and sends what can be sent.
  func work() async throws {
    try await announcer.settleDue()
    await courier.deliverDue()
  }

  /// What arrived, as JSON.
  func received() throws -> [[String: Any]] {
    try server.requests.map { request in
      try #require(
        try JSONSerialization.jsonObject(with: Data(request.body)) as? [String: Any])
    }
  }

  func kinds() throws -> [String] { try received().compactMap { $0["type"] as? String } }
}

/// A clock that a test moves by hand.
final class Clock: Sendable {
  private let time = Mutex(Newswire.now)

  var now: Date { time.withLock { $0 } }

  func advance(_ seconds: TimeInterval) {
    time.withLock { $0 += seconds }
  }
}
