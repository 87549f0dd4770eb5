import Foundation
import GRDB
import Glibc
import Synchronization
import TestServer
import Testing

/// `coopwire refresh`, killed in the midst of it, leaves nothing that one more refresh does not mend.
@Suite struct KillTests {
  @Test func `after kill -9 and one more refresh the store equals that of an undisturbed run`()
    async throws
  {
    let town = try Town(count: 24)
    defer { town.close() }
    let undisturbed = town.folder(named: "undisturbed")
    #expect(try await town.refresh(into: undisturbed) == 0)
    let expected = try Contents(of: undisturbed)
    #expect(expected.rows(of: "entry") == 24 * 5)

    var random = SplitMix(seed: 1844)
    var halfDone = 0
    for round in 0..<20 {
      let folder = town.folder(named: "round-\(round)")
      try await town.refresh(
        into: folder, killedAfter: 2 + Int(random.next() % 19),
        plus: .milliseconds(Int(random.next() % 12)))
      let left = try Contents(of: folder)
      let entries = left.rows(of: "entry")
      #expect(entries.isMultiple(of: 5), "a document was taken in by halves")
      if entries > 0, entries < 24 * 5 { halfDone += 1 }
      #expect(try await town.refresh(into: folder) == 0)
      let mended = try Contents(of: folder)
      let difference = mended.difference(from: expected)
      #expect(difference.isEmpty, "round \(round)")
    }
    #expect(halfDone >= 4, "only \(halfDone) of 20 kills hit work half done")
  }
}

/// Two dozen publishers, and a way to run the built program on them.
private final class Town: Sendable {
  private let servers: [TestServer]
  private let program: Program
  private let answered: Counter

  init(count: Int) throws {
    let answered = Counter()
    self.answered = answered
    servers = try (0..<count).map { number in
      try TestServer(on: "127.0.20.\(number + 1)") { _ in
        // One after the other, so that there is a time when half of the work is done.
        Thread.sleep(forTimeInterval: 0.012 * Double(number + 1))
        answered.raise()
        return .text(Self.feed(number))
      }
    }
    program = try Program()
    try program.list(servers.map { $0.url + "/feed" })
  }

  func close() {
    for server in servers { server.stop() }
  }

  func folder(named name: String) -> URL { program.folder.appending(path: name) }

  /// Runs `coopwire refresh` to its end.
  func refresh(into folder: URL) async throws -> Int32 {
    try await program.run("refresh", "--data", folder.path).status
  }

  /// Runs it, and kills it a moment after so many sources have answered.
  func refresh(into folder: URL, killedAfter count: Int, plus moment: Duration) async throws {
    answered.reset()
    let run = try program.start("refresh", "--data", folder.path)
    while run.isRunning, answered.value < count { try await Task.sleep(for: .milliseconds(1)) }
    try await Task.sleep(for: moment)
    run.send(SIGKILL)
    await run.end()
  }

  private static func feed(_ number: Int) -> String {
    let items = (0..<5).map { index in
      """
      <item><title>Artikel \(index) von \(number)</title>
      <link>https://nummer\(number).example/\(index)</link>
      <guid isPermaLink="false">\(number)-\(index)</guid>
      <pubDate>Wed, 1\(index) Nov 2026 0\(index):10:00 GMT</pubDate>
      <category>Markt</category><description>Text \(index).</description></item>
      """
    }
    return """
      <rss version="2.0"><channel><title>Nummer \(number)</title><link>https://nummer\(number).example/</link>
      <description>x</description>\(items.joined())</channel></rss>
      """
  }
}

/// Every row of every table, times of asking aside.
private struct Contents {
  private let tables: [String: [String]]

  init(of folder: URL) throws {
    let path = folder.appending(path: "coopwire.sqlite").path
    guard FileManager.default.fileExists(atPath: path) else {
      tables = [:]
      return
    }
    let database = try DatabaseQueue(path: path)
    tables = try database.read { db in
      var tables: [String: [String]] = [:]
      for (name, query) in try Self.queries(db) {
        tables[name] = try Row.fetchAll(db, sql: query).map(Self.text).sorted()
      }
      return tables
    }
    try database.close()
  }

  func rows(of table: String) -> Int { tables[table]?.count ?? 0 }

  func difference(from other: Contents) -> String {
    let names = Set(tables.keys).union(other.tables.keys).filter { tables[$0] != other.tables[$0] }
    return names.sorted().map { name in
      let ours = Set(tables[name] ?? [])
      let theirs = Set(other.tables[name] ?? [])
      return """
        \(name): \(Array(ours.subtracting(theirs).prefix(2))) instead of \
        \(Array(theirs.subtracting(ours).prefix(2)))
        """
    }.joined(separator: "\n")
  }

  /// How each table is read: lists by name, for their numbers say only which came first; the search
  /// index by what it finds, for its own tables say only in how many steps it was written.
  private static func queries(_ db: Database) throws -> [String: String] {
    let names = try String.fetchAll(
      db,
      sql: """
        SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'
        AND name NOT LIKE 'search%'
        """)
    var queries = Dictionary(uniqueKeysWithValues: names.map { ($0, "SELECT * FROM \"\($0)\"") })
    queries["list"] = "SELECT key, tag, count FROM list"
    queries["listing"] = "SELECT key, entry_id FROM listing JOIN list ON list.id = list_id"
    queries["search"] = "SELECT rowid FROM search WHERE search MATCH 'artikel'"
    return queries
  }

  private static func text(_ row: Row) -> String {
    row.filter { !isTimeOfAsking($0.0) }
      .map { column, value in
        column == "state" ? "state=\(withoutTimes(value))" : "\(column)=\(value)"
      }
      .joined(separator: "|")
  }

  private static func isTimeOfAsking(_ column: String) -> Bool {
    ["added", "next_check", "lease_owner", "lease_expiry", "first_seen"].contains(column)
  }

  /// The state of a source without when it was asked.
  private static func withoutTimes(_ value: DatabaseValue) -> String {
    guard let text = String.fromDatabaseValue(value),
      var state = try? JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
    else { return "\(value)" }
    for key in ["lastTry", "lastSuccess", "lastNew", "nextCheck", "lastUnconditional"] {
      state[key] = nil
    }
    let sorted = try? JSONSerialization.data(withJSONObject: state, options: .sortedKeys)
    return sorted.map { String(decoding: $0, as: UTF8.self) } ?? "\(value)"
  }
}

private final class Counter: Sendable {
  private let count = Mutex(0)

  var value: Int { count.withLock { $0 } }

  func raise() { count.withLock { $0 += 1 } }
  func reset() { count.withLock { $0 = 0 } }
}

/// Numbers that are the same in every run (Steele, Lea, Flood 2014).
private struct SplitMix {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }
}
