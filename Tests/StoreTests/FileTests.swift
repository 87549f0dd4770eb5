import Foundation
import GRDB
import Model
import TestDatabase
import Testing

@testable import Store

struct FileTests {
  private let directory: TemporaryDirectory

  init() throws {
    directory = try TemporaryDirectory()
  }

  private func open(_ name: String = "coopwire.sqlite") throws(StoreError) -> Store {
    try Store(.file(directory.file(name)), now: Fixture.now)
  }

  @Test func `a missing directory is made, and what was written is there again`() async throws {
    let path = directory.file("a/b/coopwire.sqlite")
    let fixture = try await Fixture(at: path)
    try await fixture.tell([.make("Flour")], by: Fixture.mill)
    let page = try await fixture.store.page(of: .river, limit: 9)
    try fixture.store.close()
    let again = try Store(.file(path), now: Fixture.now)
    #expect(try await again.page(of: .river, limit: 9) == page)
    #expect(try await again.sources().count == 3)
    #expect(try RawDatabase(path).rows("PRAGMA journal_mode") == ["wal"])
  }

  @Test func `S26: only its owner may read it, and what lies beside it`() async throws {
    let path = directory.file()
    func open(to others: Int) throws {
      try FileManager.default.setAttributes([.posixPermissions: others], ofItemAtPath: path)
    }
    func permissions() throws -> Set<Int> {
      let names = try FileManager.default.contentsOfDirectory(atPath: directory.path)
      return Set(
        try names.map { name in
          let file = directory.file(name)
          let attributes = try FileManager.default.attributesOfItem(atPath: file)
          return try #require(attributes[.posixPermissions] as? Int)
        })
    }
    let fixture = try await Fixture(at: path)
    try await fixture.tell([.make("Flour")], by: Fixture.mill)
    #expect(try permissions() == [0o600])
    try fixture.store.close()
    // As an older version made it, before a migration copies it.
    try open(to: 0o644)
    var migrator = Schema.migrator()
    migrator.registerMigration("v5") { db in
      try db.execute(sql: "CREATE TABLE novelty (id INTEGER PRIMARY KEY) STRICT")
    }
    let store = try Store(.file(path), now: Fixture.now, migrator: migrator)
    #expect(try permissions() == [0o600])
    try store.close()
  }

  @Test func `a closed store answers with an error`() async throws {
    let store = try open()
    try store.close()
    await #expect(throws: StoreError.self) { try await store.sources() }
  }

  @Test func `what was committed is there although the store was never closed`() async throws {
    let fixture = try await Fixture(at: directory.file())
    try await fixture.tell([.make("Flour")], by: Fixture.mill)
    let copy = try TemporaryDirectory()
    for name in ["coopwire.sqlite", "coopwire.sqlite-wal"] {
      try FileManager.default.copyItem(atPath: directory.file(name), toPath: copy.file(name))
    }
    let copied = try Store(.file(copy.file()), now: Fixture.now)
    #expect(try await copied.count(of: .river) == 1)
    #expect(try RawDatabase(copy.file()).contents() == RawDatabase(directory.file()).contents())
  }

  @Test func `a document that cannot be written leaves nothing of itself`() async throws {
    let fixture = try await Fixture(at: directory.file())
    let raw = try RawDatabase(directory.file())
    let before = try raw.contents()
    try raw.execute(
      """
      CREATE TRIGGER crash BEFORE INSERT ON list WHEN NEW.key = 'tag:last'
      BEGIN SELECT raise(ABORT, 'power cut'); END
      """)
    await #expect(throws: StoreError.self) {
      try await fixture.tell([.make("One"), .make("Two", tags: ["last"])], by: Fixture.mill)
    }
    #expect(try raw.contents() == before)
    try raw.execute("DROP TRIGGER crash")
    try await fixture.tell([.make("One"), .make("Two", tags: ["last"])], by: Fixture.mill)
    #expect(try await fixture.store.count(of: .river) == 2)
  }

  @Test func `the same documents make the same database, row by row`() async throws {
    var contents: [[String: [String]]] = []
    for name in ["a.sqlite", "b.sqlite"] {
      let fixture = try await Fixture(at: directory.file(name))
      let sources = name == "a.sqlite" ? [1, 2, 3] : [3, 1, 2]
      for number in sources {
        var profile = SourceProfile()
        profile.title = "T"
        try await fixture.tell(
          (1...9).map { .make("E\($0)", guid: "\(number)-\($0)", tags: ["t\($0)", "all"]) },
          by: Source.ID(rawValue: Int64(number)), profile: profile)
      }
      contents.append(try RawDatabase(directory.file(name)).contents())
    }
    #expect(contents[0] == contents[1])
    #expect(contents[0]["entry"]?.count == 27)
  }

  @Test func `a full disk is an error, and what was there stays`() async throws {
    let fixture = try await Fixture(at: directory.file())
    try await fixture.tell([.make("Flour")], by: Fixture.mill)
    try fixture.store.close()
    let pages = try RawDatabase(directory.file()).rows("PRAGMA page_count").compactMap(Int.init)
    let full = try Store(
      .file(directory.file()), now: Fixture.now, maximumPages: try #require(pages.first) + 4)
    let origin = String(repeating: "x", count: 100_000)
    await #expect(throws: StoreError.full(path: directory.file())) {
      try await full.settleOrigin(origin)
    }
    #expect(try await full.page(of: .river, limit: 9).entries.count == 1)
    try await full.settleOrigin("https://news.example")
  }

  @Test func `a file in the directory's place is said to be unwritable`() throws {
    try Data("x".utf8).write(to: URL(filePath: directory.file("data")))
    let error = #expect(throws: StoreError.self) { try open("data/coopwire.sqlite") }
    guard case .readOnly = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(error?.description.contains("data/coopwire.sqlite") == true)
  }

  @Test func `a directory in the file's place is said to be unwritable`() throws {
    try FileManager.default.createDirectory(
      atPath: directory.file(), withIntermediateDirectories: true)
    let error = #expect(throws: StoreError.self) { try open() }
    guard case .readOnly = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test func `a file that is no database is left alone`() throws {
    let text = Data(String(repeating: "no database\n", count: 200).utf8)
    try text.write(to: URL(filePath: directory.file()))
    #expect(throws: StoreError.notADatabase(path: directory.file())) { try open() }
    #expect(try Data(contentsOf: URL(filePath: directory.file())) == text)
  }

  @Test func `a database of another program is left alone`() throws {
    try RawDatabase(directory.file()).execute("CREATE TABLE theirs (id INTEGER)")
    #expect(throws: StoreError.notADatabase(path: directory.file())) { try open() }
    let tables = try RawDatabase(directory.file()).rows("SELECT name FROM sqlite_master")
    #expect(tables == ["theirs"])
  }

  @Test func `a database of a newer version stops with a sentence that names both`() throws {
    try open().close()
    let raw = try RawDatabase(directory.file())
    try raw.execute("INSERT INTO grdb_migrations VALUES ('v9'), ('v10')")
    let error = #expect(throws: StoreError.self) { try open() }
    #expect(
      error == .newerVersion(path: directory.file(), found: "v10", known: "v4"))
    #expect(error?.description.contains("v10") == true)
  }

  @Test func `a migration writes a copy beside the database first`() async throws {
    let fixture = try await Fixture(at: directory.file())
    try fixture.store.close()
    var migrator = Schema.migrator()
    migrator.registerMigration("v5") { db in
      try db.execute(sql: "CREATE TABLE novelty (id INTEGER PRIMARY KEY) STRICT")
    }
    let store = try Store(.file(directory.file()), now: Fixture.now, migrator: migrator)
    try store.close()
    let names = try FileManager.default.contentsOfDirectory(atPath: directory.path)
    let backup = try #require(names.first { $0.contains("backup") })
    #expect(try RawDatabase(directory.file(backup)).rows("SELECT count(*) FROM source") == ["3"])
    #expect(try RawDatabase(directory.file()).rows("SELECT * FROM novelty").isEmpty)
    #expect(throws: (any Error).self) {
      try RawDatabase(directory.file(backup)).rows("SELECT * FROM novelty")
    }
    #expect(throws: StoreError.newerVersion(path: directory.file(), found: "v5", known: "v4")) {
      try open()
    }
  }

  /// For a while the third migration brought some of what the fourth brings now.
  @Test(arguments: [false, true])
  func `an older database has every index afterwards`(hadThem: Bool) async throws {
    let queue = try DatabaseQueue(path: directory.file())
    try Schema.migrator().migrate(queue, upTo: "v3")
    if hadThem { try await queue.write { db in try db.execute(sql: Schema.watched) } }
    try queue.close()
    try open().close()
    let query = "SELECT name FROM sqlite_master WHERE type = 'index' AND name NOT LIKE 'sqlite_%'"
    let indexes = try RawDatabase(directory.file()).rows(query)
    try Store(.file(directory.file("new.sqlite")), now: Fixture.now).close()
    #expect(Set(indexes) == Set(try RawDatabase(directory.file("new.sqlite")).rows(query)))
    #expect(indexes.contains("report_host"))
  }

  @Test func `what an older version knew of accounts and their posts is kept`() async throws {
    let queue = try DatabaseQueue(path: directory.file())
    try Schema.migrator().migrate(queue, upTo: "v3")
    let wind = Subscription(account: "@wind@wind.example", title: "Wind")
    let (post, actor) = ("https://wind.example/notes/1", "https://wind.example/users/wind")
    try await queue.write { db in
      try db.execute(
        sql: """
          INSERT INTO handle(name) VALUES ('wind'), ('sun');
          INSERT INTO source(
            id, address, handle, position, added, is_asked, shows, next_check, subscription,
            profile, state)
          VALUES (1, 'acct:wind@wind.example', 'wind', 0, 0, 0, 'excerpt', 0, ?1, '{}', ?2),
            (2, 'acct:sun@sun.example', 'sun', 1, 0, 0, 'excerpt', 0, ?1, '{}', ?2);
          INSERT INTO entry(
            id, source_id, atom_id, published, updated, first_seen, is_listed, title, excerpt, text)
          VALUES (7, 1, 'seven', 0, 0, 0, 1, '', '', '');
          INSERT INTO telling(entry_id, source_id, is_shown, first_seen, digest, title)
          VALUES (7, 1, 1, 0, zeroblob(16), ''), (7, 2, 0, 1, zeroblob(16), '');
          """,
        arguments: [try Column.json(wind), try Column.json(FetchState(nextCheck: Fixture.now))])
      try db.execute(
        sql: "INSERT INTO federated(entry_id, native) VALUES (7, ?)", arguments: [post])
      try db.execute(
        sql: """
          INSERT INTO following(source_id, actor, state, asked, next_check)
          VALUES (1, ?, 'accepted', 1700000000, 0)
          """, arguments: [actor])
    }
    try queue.close()
    let store = try open()
    let source = Source.ID(rawValue: 1)
    // Another account that tells the same does so with a post of its own, which nobody knows.
    #expect(
      try await store.tellers(ofNative: post) == [NativeTeller(source: source, author: actor)])
    let following = try #require(try await store.following(of: source))
    #expect(following.began.timeIntervalSince1970 == 1_700_000_000 && following.moved == nil)
  }

  @Test func `the post of an article that an older version knew belongs to its feed`() async throws
  {
    let queue = try DatabaseQueue(path: directory.file())
    try Schema.migrator().migrate(queue, upTo: "v3")
    let post = "https://mill.example/notes/1"
    try await queue.write { db in
      try db.execute(
        sql: """
          INSERT INTO handle(name) VALUES ('mill'), ('press');
          INSERT INTO source(
            id, address, handle, position, added, is_asked, shows, next_check, subscription,
            profile, state)
          VALUES (1, 'mill.example/feed', 'mill', 0, 0, 1, 'excerpt', 0, '{}', '{}', '{}'),
            (2, 'press.example/feed', 'press', 1, 0, 1, 'excerpt', 0, '{}', '{}', '{}');
          INSERT INTO entry(
            id, source_id, atom_id, published, updated, first_seen, is_listed, title, excerpt, text)
          VALUES (7, 2, 'seven', 0, 0, 0, 1, '', '', '');
          INSERT INTO telling(entry_id, source_id, is_shown, first_seen, digest, title)
          VALUES (7, 1, 0, 0, zeroblob(16), ''), (7, 2, 1, 0, zeroblob(16), '');
          INSERT INTO federated(entry_id, native, author_id) VALUES (7, ?, 1);
          """, arguments: [post])
    }
    try queue.close()
    let teller = NativeTeller(source: Source.ID(rawValue: 1), author: nil, isPost: false)
    #expect(try await open().tellers(ofNative: post) == [teller])
  }

  @Test func `what another process writes is noticed, and one's own writing is not`() async throws {
    let fixture = try await Fixture(at: directory.file())
    let other = try open()
    try await other.noticeOtherWriters()
    let before = other.revision
    try await other.noticeOtherWriters()
    #expect(other.revision == before)
    try await fixture.tell([.make("Flour")], by: Fixture.mill)
    #expect(other.revision == before)
    try await other.noticeOtherWriters()
    #expect(other.revision.entries > before.entries)
    #expect(other.revision.sources > before.sources)
    let own = fixture.store.revision
    try await fixture.store.noticeOtherWriters()
    #expect(fixture.store.revision == own)
  }

  @Test func `several may open a new database at once`() async throws {
    let path = directory.file()
    let opened = try await withThrowingTaskGroup(of: Store.self) { group in
      for _ in 1...6 { group.addTask { try Store(.file(path), now: Fixture.now) } }
      return try await group.reduce(into: [Store]()) { $0.append($1) }
    }
    for store in opened { #expect(try await store.sources().isEmpty) }
  }

  @Test func `every error is one sentence in lower case`() {
    let path = "/srv/coopwire.sqlite"
    let errors: [StoreError] = [
      .newerVersion(path: path, found: "v5", known: "v4"), .readOnly(path: path, reason: "x"),
      .full(path: path), .corrupt(path: path, reason: "x"), .notADatabase(path: path),
      .busy(path: path), .originSettled(settled: "a", asked: "b"),
      .unknownSource(Source.ID(rawValue: 1)), .unknownEntry(EntryID(rawValue: 1)), .cancelled,
      .failed(path: path, reason: "x"),
    ]
    for error in errors {
      let text = error.description
      #expect(text.first?.isUppercase == false && !text.contains("\n"), "\(text)")
    }
  }
}
