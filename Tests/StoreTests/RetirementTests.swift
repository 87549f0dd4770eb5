import Foundation
import Model
import Store
import TestDatabase
import Testing

/// What becomes of a source that the operator takes off the list.
@Suite struct RetirementTests {
  private let directory: TemporaryDirectory
  private let fixture: Fixture
  private let raw: RawDatabase
  private static let day: TimeInterval = 86_400
  private static let link = "https://mill.example/shared"

  init() async throws {
    directory = try TemporaryDirectory()
    fixture = try await Fixture(at: directory.file())
    raw = try RawDatabase(directory.file())
    try await fixture.store.settleOrigin("https://news.example")
    try await fixture.tell([.make("Archive", minutesAgo: 3000)], by: Fixture.mill)
  }

  private func drop(_ index: Int = 0, after days: Double = 0) async throws {
    var list = Fixture.list()
    list.subscriptions.remove(at: index)
    _ = try await fixture.reconcile(list, now: Fixture.now.addingTimeInterval(days * Self.day))
  }

  private func hide(after days: Double) async throws -> Int {
    try await fixture.store.hideRetired(now: Fixture.now.addingTimeInterval(days * Self.day))
  }

  private func waiting() throws -> [String] {
    try raw.rows(
      """
      SELECT actor || ' ' || kind || ' ' || entry.title FROM announcement
      JOIN entry ON entry.id = entry_id ORDER BY 1
      """)
  }

  @Test func `what nobody has heard of yet is never told`() async throws {
    try await fixture.tell((1...9).map { .make("Flour \($0)") }, by: Fixture.mill)
    try await fixture.tell([.make("Old bread", minutesAgo: 3000)], by: Fixture.bakery)
    try await fixture.tell([.make("Bread")], by: Fixture.bakery)
    try await drop()
    #expect(try waiting() == ["bakery_coop new Bread", "food new Bread", "news new Bread"])
  }

  @Test func `what it has dated ahead waits until it is listed again`() async throws {
    let coming = Arrival.make("Fair", minutesAgo: -3 * 24 * 60)
    try await fixture.tell([coming], by: Fixture.mill)
    try await drop()
    let due = Fixture.now.addingTimeInterval(4 * Self.day)
    #expect(try await fixture.store.releaseDue(now: due) == 0)
    _ = try await fixture.reconcile(Fixture.list(), now: due)
    #expect(try await fixture.store.releaseDue(now: due) == 1)
    #expect(try await fixture.titles(.river) == ["Fair", "Archive"])
  }

  @Test func `its entries are hidden a month later, and shown when it comes back`() async throws {
    let ids = try await fixture.tell(
      [.make("Flour", text: "rye"), .make("Oats", minutesAgo: 5)], by: Fixture.mill
    ).inserted
    try raw.execute(
      """
      INSERT INTO post(entry_id, actor, object, told, source_id)
        SELECT entry_id, actor, '', due, source_id FROM announcement;
      DELETE FROM announcement;
      """)
    try await fixture.store.hide(try #require(ids.last), now: Fixture.now)
    try raw.execute("DELETE FROM announcement")
    try await drop()
    #expect(try await hide(after: 29) == 0)
    #expect(try await fixture.titles(.river) == ["Flour", "Archive"])
    #expect(try await hide(after: 30) == 3)
    #expect(try await hide(after: 31) == 0)
    #expect(try await fixture.titles(.river).isEmpty)
    #expect(try await fixture.store.search("rye", limit: 9).entries.isEmpty)
    #expect(try await fixture.store.status(of: ids[0]) == .hidden)
    #expect(try waiting().isEmpty)
    #expect(try raw.miscounted().isEmpty)
    let later = Fixture.now.addingTimeInterval(60 * Self.day)
    _ = try await fixture.reconcile(Fixture.list(), now: later)
    #expect(try await fixture.titles(.river) == ["Flour", "Archive"])
    #expect(try await fixture.store.search("rye", limit: 9).entries.map(\.id) == [ids[0]])
    #expect(try waiting().isEmpty)
    #expect(try raw.miscounted().isEmpty)
  }

  @Test func `what somebody else tells who is listed stays`() async throws {
    try await fixture.tell([.make("Shared", guid: "a", at: Self.link)], by: Fixture.mill)
    try await fixture.tell([.make("Theirs", guid: "b", at: Self.link)], by: Fixture.press)
    try await drop()
    #expect(try await hide(after: 40) == 1)
    #expect(try await fixture.titles(.river) == ["Shared"])
  }

  @Test func `whoever tells next what was hidden shows it again`() async throws {
    try await fixture.tell([.make("Shared", guid: "a", at: Self.link)], by: Fixture.mill)
    try await drop()
    let later = Fixture.now.addingTimeInterval(29.9 * Self.day)
    try raw.execute("UPDATE source SET retired = retired - 86400 WHERE retired IS NOT NULL")
    #expect(try await fixture.store.hideRetired(limit: 1, now: later) == 1)
    #expect(try await fixture.store.hideRetired(limit: 9, now: later) == 1)
    try await fixture.tell(
      [.make("Theirs", guid: "b", at: Self.link)], by: Fixture.press, now: later)
    #expect(try await fixture.titles(.river) == ["Theirs"])
    #expect(try raw.miscounted().isEmpty)
  }
}
