import Foundation
import Model
import TestDatabase
import Testing

@testable import Store

/// What is written down to be told on the Fediverse, in the transaction that gives reason to.
@Suite struct AnnouncementTests {
  private let directory: TemporaryDirectory

  init() throws {
    directory = try TemporaryDirectory()
  }

  private func fixture(isPublic: Bool = true) async throws -> Fixture {
    let fixture = try await Fixture(at: directory.file())
    if isPublic { try await fixture.store.settleOrigin("https://news.example") }
    try await fixture.tell([.make("Archive", minutesAgo: 3000)], by: Fixture.mill)
    return fixture
  }

  private func waiting() throws -> [String] {
    try RawDatabase(directory.file()).rows(
      """
      SELECT actor || ' ' || kind || ' ' || entry.title FROM announcement
      JOIN entry ON entry.id = entry_id ORDER BY 1
      """)
  }

  /// Notes as told what waits to be.
  private func tell(_ fixture: Fixture) throws {
    try RawDatabase(directory.file()).execute(
      """
      INSERT INTO post(entry_id, actor, object, told)
      SELECT entry_id, actor, '', due FROM announcement WHERE kind = 'new';
      DELETE FROM announcement;
      """)
  }

  @Test func `a source's first document tells nobody anything`() async throws {
    _ = try await fixture()
    #expect(try waiting().isEmpty)
  }

  @Test func `a new entry is told by its source, the merged actor and its folder's`() async throws {
    let fixture = try await fixture()
    try await fixture.tell([.make("Flour")], by: Fixture.mill)
    #expect(try waiting() == ["food new Flour", "mill_coop new Flour", "news new Flour"])
  }

  @Test func `without a public origin nothing is written down`() async throws {
    let fixture = try await fixture(isPublic: false)
    try await fixture.tell([.make("Flour")], by: Fixture.mill)
    #expect(try waiting().isEmpty)
  }

  @Test func `what was never told is not corrected, what was told is`() async throws {
    let fixture = try await fixture()
    let flour = Arrival.make("Flour", text: "white")
    try await fixture.tell([flour], by: Fixture.mill)
    try await fixture.tell([.make("Archive", text: "edited", minutesAgo: 3000)], by: Fixture.mill)
    #expect(try waiting().allSatisfy { !$0.contains("edited") })
    try tell(fixture)
    try await fixture.tell([.make("Flour", text: "brown")], by: Fixture.mill)
    #expect(try waiting() == ["mill_coop edited Flour"])
  }

  @Test func `a removed entry is taken back by all who told it`() async throws {
    let fixture = try await fixture()
    let id = try #require(try await fixture.tell([.make("Flour")], by: Fixture.mill).inserted.first)
    try tell(fixture)
    try await fixture.store.remove(id, now: Fixture.now)
    #expect(try waiting() == ["food withdrawn ", "mill_coop withdrawn ", "news withdrawn "])
  }

  @Test func `an entry removed before it was told is never told`() async throws {
    let fixture = try await fixture()
    let id = try #require(try await fixture.tell([.make("Flour")], by: Fixture.mill).inserted.first)
    try await fixture.store.remove(id, now: Fixture.now)
    #expect(try waiting().isEmpty)
  }

  @Test func `boosts of a hidden entry are taken back, its source's post is not`() async throws {
    let fixture = try await fixture()
    let id = try #require(try await fixture.tell([.make("Flour")], by: Fixture.mill).inserted.first)
    try tell(fixture)
    try await fixture.store.hide(id, now: Fixture.now)
    #expect(try waiting() == ["food withdrawn Flour", "news withdrawn Flour"])
  }

  @Test func `a source that opts out takes everything back and tells nothing more`() async throws {
    let fixture = try await fixture()
    try await fixture.tell([.make("Flour")], by: Fixture.mill)
    try tell(fixture)
    try await fixture.store.optOut(Fixture.mill, reason: "asked to", now: Fixture.now)
    #expect(try waiting().count == 3)
    try await fixture.tell([.make("Bread")], by: Fixture.mill)
    #expect(try waiting().count == 3)
    #expect(try await fixture.titles(.outbox(.merged)).isEmpty)
    #expect(try await fixture.titles(.river).contains("Bread"))
  }

  private static func end(of actor: String) -> OutgoingActivity {
    OutgoingActivity(
      path: "/ap/\(actor)", actor: actor, kind: "Delete", object: actor, body: [],
      made: Fixture.now)
  }

  @Test func `what an actor told is taken back by those who boosted it, once it is gone`()
    async throws
  {
    let fixture = try await fixture()
    try await fixture.tell([.make("Flour")], by: Fixture.mill)
    try tell(fixture)
    try await fixture.tell([.make("Rye")], by: Fixture.mill)
    #expect(try await fixture.store.delete("mill_coop", Self.end(of: "mill_coop")))
    #expect(try waiting() == ["food withdrawn Flour", "news withdrawn Flour"])
    let left = try RawDatabase(directory.file()).rows(
      "SELECT actor FROM post WHERE withdrawn IS NULL ORDER BY 1")
    #expect(left == ["food", "news"])
    #expect(try await !fixture.store.delete("mill_coop", Self.end(of: "mill_coop")))
  }

  @Test func `actors that ended under an older version are taken back with what they told`()
    async throws
  {
    let fixture = try await fixture()
    try await fixture.tell([.make("Flour")], by: Fixture.mill)
    try await fixture.tell([.make("Bread")], by: Fixture.bakery)
    try tell(fixture)
    let raw = try RawDatabase(directory.file())
    try raw.execute(
      """
      UPDATE post SET digest = zeroblob(16) WHERE actor LIKE '%_coop';
      INSERT INTO actor(handle, deleted) VALUES ('mill_coop', 7);
      """)
    try raw.execute(Schema.ended)
    #expect(try raw.miscounted().isEmpty)
    #expect(try waiting() == ["food withdrawn Flour", "news withdrawn Flour"])
    #expect(
      try raw.rows("SELECT actor FROM post WHERE withdrawn IS NOT NULL") == ["mill_coop"])
    #expect(try await fixture.titles(.outbox(.source(Fixture.mill))).isEmpty)
    #expect(try await fixture.titles(.outbox(.merged)) == ["Bread"])
    #expect(try await fixture.titles(.outbox(.folder("food"))) == ["Bread"])
    #expect(try await fixture.titles(.river).count == 3)
  }

  @Test func `a source's own post is boosted also where its mirror is gone`() async throws {
    let fixture = try await fixture()
    let id = try #require(try await fixture.tell([.make("Flour")], by: Fixture.mill).inserted.first)
    try tell(fixture)
    let native = "https://social.example/notes/1"
    try RawDatabase(directory.file()).execute(
      """
      INSERT INTO federated(entry_id, native) VALUES (\(id.rawValue), '\(native)');
      DELETE FROM post WHERE actor = 'mill_coop';
      UPDATE post SET object = '\(native)';
      """)
    #expect(try await fixture.store.delete("mill_coop", Self.end(of: "mill_coop")))
    #expect(try waiting().isEmpty)
    #expect(try await fixture.titles(.outbox(.merged)).contains("Flour"))
    try await fixture.tell([.make("Rye")], by: Fixture.mill)
    #expect(try waiting() == ["food new Rye", "news new Rye"])
  }

  @Test func `an actor that boosts ends alone`() async throws {
    let fixture = try await fixture()
    try await fixture.tell([.make("Flour")], by: Fixture.mill)
    try tell(fixture)
    try await fixture.tell([.make("Rye")], by: Fixture.mill)
    #expect(try await fixture.store.delete("food", Self.end(of: "food")))
    #expect(try waiting() == ["mill_coop new Rye", "news new Rye"])
    let left = try RawDatabase(directory.file()).rows(
      "SELECT actor FROM post WHERE withdrawn IS NULL ORDER BY 1")
    #expect(left == ["mill_coop", "news"])
  }

  @Test func `an actor is told of as it was seen, moves once, and ends once`() async throws {
    let store = try await fixture().store
    let seen = try await store.actorRecord(of: "food")
    let move = OutgoingActivity(
      path: "/ap/move", actor: "food", kind: "Move", object: "food", body: [], made: Fixture.now)
    #expect(try await store.move("food", to: "https://a.example/1", move))
    #expect(try await !store.move("food", to: "https://b.example/2", move))
    #expect(try await !store.tell(EntryKey("old"), of: "food", seen: seen, nil))
    let moved = try await store.actorRecord(of: "food")
    #expect(moved == ActorRecord(movedTo: "https://a.example/1", moved: Fixture.now))
    #expect(try await store.tell(EntryKey("new"), of: "food", seen: moved, nil))
    #expect(try await store.delete("food", Self.end(of: "food")))
    #expect(try await !store.move("food", to: "https://b.example/2", move))
    let left = try await store.actorRecord(of: "food")
    #expect(left.movedTo == "https://a.example/1")
    #expect(left.profile == EntryKey("new"))
    #expect(left.deleted == Fixture.now)
  }

  @Test func `a post keeps its author when another source's telling is shown`() async throws {
    let fixture = try await fixture()
    let link = "https://bakery.example/rolls"
    try await fixture.tell([.make("Rolls", guid: "a", at: link)], by: Fixture.mill)
    let homes: [Source.ID: Set<String>] = [Fixture.bakery: ["bakery.example"]]
    try await fixture.tell(
      [.make("Our rolls", guid: "b", at: link)], by: Fixture.bakery, homes: homes)
    #expect(try await fixture.titles(.outbox(.source(Fixture.mill))) == ["Our rolls", "Archive"])
    #expect(try await fixture.titles(.outbox(.source(Fixture.bakery))).isEmpty)
  }

  @Test func `a source whose links all lead elsewhere is held until it is released`() async throws {
    let fixture = try await fixture()
    let old = (1...6).map { Arrival.make("Old \($0)", at: "https://mill.example/\($0)") }
    try await fixture.tell(old, by: Fixture.mill)
    try tell(fixture)
    try await fixture.tell(
      [.make("Casino", at: "https://casino.example/1")], by: Fixture.mill)
    #expect(try waiting().isEmpty)
    #expect(try await !fixture.titles(.river).contains("Casino"))
    guard case .held(let reason)? = try await fixture.store.source(Fixture.mill)?.obstacle else {
      Issue.record("not held")
      return
    }
    #expect(reason.contains("casino.example"))
    #expect(try await fixture.store.release(Fixture.mill, now: Fixture.now) == 1)
    #expect(try await fixture.titles(.river).contains("Casino"))
    #expect(try await fixture.store.source(Fixture.mill)?.obstacle == nil)
    #expect(try waiting().contains("mill_coop new Casino"))
  }
}
