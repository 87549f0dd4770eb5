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
      INSERT INTO post(entry_id, actor, object, told, source_id)
      SELECT entry_id, actor, '', due, source_id FROM announcement WHERE kind = 'new';
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

  @Test func `entries of a source that speaks for itself are counted as well`()
    async throws
  {
    let fixture = try await fixture()
    var list = Fixture.list()
    list.subscriptions[0].account = "@mill@social.example"
    _ = try await fixture.reconcile(list)
    func boosts() throws -> [String] { try waiting().filter { $0.hasPrefix("news ") } }
    try await fixture.tell((1...10).map { .make("Flour \($0)") }, by: Fixture.mill)
    #expect(try boosts().count == 10)
    #expect(
      try RawDatabase(directory.file()).rows("SELECT count(DISTINCT due) FROM announcement")
        == ["6"])
    try tell(fixture)
    try await fixture.tell((1...10).map { .make("Oats \($0)") }, by: Fixture.mill)
    #expect(try boosts().count == 2)
    try await fixture.tell((1...10).map { .make("Rye \($0)") }, by: Fixture.mill)
    #expect(try boosts().count == 2)
    try await fixture.tell([.make("Old rolls", minutesAgo: 3000)], by: Fixture.bakery)
    try await fixture.tell([.make("Rolls")], by: Fixture.bakery)
    #expect(try boosts().contains("news new Rolls"))
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

  @Test(arguments: [(1.0, 3, 0), (120.0, 3, 1), (360.0, 0, 0)])
  func `what was still to be told of a hidden entry is told once it is shown, if it is news`(
    hours: Double, told: Int, unlisted: Int
  ) async throws {
    let fixture = try await fixture()
    let id = try #require(try await fixture.tell([.make("Flour")], by: Fixture.mill).inserted.first)
    try await fixture.store.hide(id, now: Fixture.now)
    #expect(try waiting() == ["food new Flour", "mill_coop new Flour", "news new Flour"])
    try await fixture.store.show(id, now: Fixture.now.addingTimeInterval(3600 * hours))
    #expect(try waiting().count == told)
    let rows = try RawDatabase(directory.file()).rows(
      "SELECT * FROM federated WHERE is_unlisted = 1")
    #expect(rows.count == unlisted)
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

  /// An article of the bakery that the mill has told first, and with it everybody.
  private func secondHand() async throws -> (fixture: Fixture, take: () async throws -> Void) {
    let fixture = try await fixture()
    let link = "https://bakery.example/rolls"
    try await fixture.tell([.make("Rolls", guid: "a", at: link)], by: Fixture.mill)
    try tell(fixture)
    let homes: [Source.ID: Set<String>] = [Fixture.bakery: ["bakery.example"]]
    return (
      fixture,
      {
        try await fixture.tell(
          [.make("Our rolls", guid: "b", at: link)], by: Fixture.bakery, homes: homes)
      }
    )
  }

  private let takenBack = [
    "food withdrawn Our rolls", "mill_coop withdrawn Our rolls", "news withdrawn Our rolls",
  ]

  @Test func `a source kept off the Fediverse is not told by another source's mirror`()
    async throws
  {
    let (fixture, take) = try await secondHand()
    var list = Fixture.list()
    list.subscriptions[1].federation = .off
    _ = try await fixture.reconcile(list)
    try await take()
    #expect(try waiting() == takenBack)
    #expect(try await !fixture.titles(.outbox(.source(Fixture.mill))).contains("Our rolls"))
    #expect(try await !fixture.titles(.outbox(.merged)).contains("Our rolls"))
  }

  @Test func `a source that opts out is taken back from another source's mirror`() async throws {
    let (fixture, take) = try await secondHand()
    try await take()
    #expect(try waiting() == ["mill_coop edited Our rolls"])
    try await fixture.store.optOut(Fixture.bakery, reason: "asked to", now: Fixture.now)
    #expect(try waiting() == takenBack)
    #expect(try await !fixture.titles(.outbox(.source(Fixture.mill))).contains("Our rolls"))
    #expect(try RawDatabase(directory.file()).miscounted().isEmpty)
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

  /// Six entries of the mill that were told.
  private func toldWire() async throws -> (fixture: Fixture, documents: [Arrival]) {
    let fixture = try await fixture()
    let old = (1...6).map { Arrival.make("Old \($0)", at: "https://mill.example/\($0)") }
    try await fixture.tell(old, by: Fixture.mill)
    try tell(fixture)
    return (fixture, old)
  }

  @Test func `a stolen site that keeps its guids changes no word until it is released`()
    async throws
  {
    let (fixture, old) = try await toldWire()
    let stolen = (1...6).map { number in
      Arrival.make(
        "Casino \(number)", guid: old[number - 1].entry.id, at: "https://casino.example/\(number)")
    }
    var profile = SourceProfile()
    profile.title = "Casino"
    for _ in 1...2 { try await fixture.tell(stolen, by: Fixture.mill, profile: profile) }
    #expect(try waiting().isEmpty)
    #expect(try await fixture.titles(.river).allSatisfy { !$0.contains("Casino") })
    let held = try #require(try await fixture.store.source(Fixture.mill))
    guard case .held(let reason)? = held.obstacle else {
      Issue.record("not held")
      return
    }
    #expect(reason.contains("casino.example"))
    #expect(held.profile.title == nil)
    try await fixture.store.release(Fixture.mill, now: Fixture.now)
    let released = try #require(try await fixture.store.source(Fixture.mill))
    #expect(released.state.bodyDigest == nil && released.state.nextCheck == Fixture.now)
    try await fixture.tell(stolen, by: Fixture.mill, profile: profile)
    #expect(try await fixture.store.source(Fixture.mill)?.obstacle == nil)
    #expect(try await fixture.titles(.river).filter { $0.contains("Casino") }.count == 6)
    #expect(try waiting().count == 6)
    #expect(try waiting().allSatisfy { $0.hasPrefix("mill_coop edited Casino") })
  }

  @Test func `a source that is held takes over nobody's entry`() async throws {
    let (fixture, old) = try await toldWire()
    try await fixture.tell(
      [.make("Casino", at: "https://casino.example/1")], by: Fixture.mill)
    let link = "https://mill.example/rolls"
    try await fixture.tell([.make("Archive", guid: "p")], by: Fixture.press)
    try await fixture.tell([.make("Rolls", guid: "r", at: link)], by: Fixture.press)
    try tell(fixture)
    let homes: [Source.ID: Set<String>] = [Fixture.mill: ["mill.example"]]
    try await fixture.tell(
      old + [.make("Better rolls", guid: "b", at: link)], by: Fixture.mill, homes: homes)
    #expect(try waiting().isEmpty)
    #expect(try await fixture.titles(.river).contains("Rolls"))
  }

  @Test func `one corrected link that leads elsewhere holds nobody`() async throws {
    let (fixture, old) = try await toldWire()
    try await fixture.tell(
      old.dropLast() + [.make("Old 6", at: "https://partner.example/6")], by: Fixture.mill)
    #expect(try await fixture.store.source(Fixture.mill)?.obstacle == nil)
    #expect(try waiting() == ["mill_coop edited Old 6"])
  }

  @Test func `a rebuilt site tells nobody of what it says otherwise`() async throws {
    let (fixture, old) = try await toldWire()
    let rebuilt = (1...6).map { number in
      Arrival.make(
        "Old \(number)", guid: "new:\(number)", at: old[number - 1].entry.url, text: "rebuilt")
    }
    let recorded = try await fixture.tell(rebuilt, by: Fixture.mill)
    #expect(recorded.changes.isMigration && recorded.changes.edited.count == 6)
    #expect(try waiting().isEmpty)
    let later = Fixture.now.addingTimeInterval(FloodControl.day)
    try await fixture.tell(
      rebuilt.dropLast() + [.make("Newer", guid: "new:6", at: old[5].entry.url)], by: Fixture.mill,
      now: later)
    #expect(try waiting() == ["mill_coop edited Newer"])
  }

  @Test func `what a first document has dated ahead is never told`() async throws {
    let fixture = try await fixture()
    let ahead = 3 * 24 * 60.0
    try await fixture.tell(
      [.make("Fair", minutesAgo: -ahead), .make("Bread")], by: Fixture.bakery)
    let due = Fixture.now.addingTimeInterval(3 * 86_400)
    #expect(try await fixture.store.releaseDue(now: due) == 1)
    #expect(try await fixture.titles(.river).contains("Fair"))
    #expect(try waiting().isEmpty)
  }

  @Test func `what is dated ahead is news when it is due`() async throws {
    let fixture = try await fixture()
    try await fixture.tell([.make("Fair", minutesAgo: -6 * 24 * 60)], by: Fixture.mill)
    let due = Fixture.now.addingTimeInterval(6 * 86_400)
    #expect(try await fixture.store.releaseDue(now: due) == 1)
    #expect(try waiting() == ["food new Fair", "mill_coop new Fair", "news new Fair"])
    let entry = try #require(
      try await fixture.store.page(of: .river, limit: 9).entries.first { $0.title == "Fair" })
    #expect(!entry.isUnlisted)
  }

  @Test func `what a rebuilt site has dated ahead is never told`() async throws {
    let fixture = try await fixture()
    try await fixture.tell(
      (1...12).map { .make("Old \($0)", minutesAgo: Double($0) * 60) }, by: Fixture.mill)
    try tell(fixture)
    let recorded = try await fixture.tell(
      (1...20).map { .make("New \($0)", minutesAgo: Double($0) * 30) }
        + [.make("Fair", minutesAgo: -6 * 24 * 60)], by: Fixture.mill)
    #expect(recorded.changes.isMigration)
    let due = Fixture.now.addingTimeInterval(6 * 86_400)
    #expect(try await fixture.store.releaseDue(now: due) == 1)
    #expect(try waiting().isEmpty)
  }
}
