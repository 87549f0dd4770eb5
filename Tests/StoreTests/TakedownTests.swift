import Foundation
import Model
import Store
import TestDatabase
import Testing

struct TakedownTests {
  private let directory: TemporaryDirectory
  private let fixture: Fixture
  private let id: EntryID
  private let document = [Arrival.make("Flour", guid: "x:1", text: "rye", tags: ["grain"])]

  init() async throws {
    directory = try TemporaryDirectory()
    fixture = try await Fixture(at: directory.file())
    id = try #require(try await fixture.tell(document, by: Fixture.mill).inserted.first)
  }

  private func expectGone() async throws {
    #expect(try await fixture.store.entry(id) == nil)
    #expect(try await fixture.titles(.river).isEmpty)
    #expect(try await fixture.store.search("rye", limit: 9).entries.isEmpty)
    #expect(try await fixture.store.tags(limit: 9).isEmpty)
    #expect(try RawDatabase(directory.file()).miscounted().isEmpty)
  }

  @Test func `a hidden entry is out of sight until it is shown again`() async throws {
    let before = try await fixture.store.entry(id)
    #expect(try await fixture.store.status(of: id) == .present)
    for _ in 1...2 { try await fixture.store.hide(id, now: Fixture.now) }
    #expect(try await fixture.store.status(of: id) == .hidden)
    try await expectGone()
    #expect(try await fixture.tell(document, by: Fixture.mill).changes.isEmpty)
    try await fixture.tell(
      [.make("Flour", guid: "x:1", text: "rye and oats", tags: ["grain"])], by: Fixture.mill)
    try await expectGone()
    for _ in 1...2 { try await fixture.store.show(id, now: Fixture.now) }
    #expect(try await fixture.store.entry(id)?.atomID == before?.atomID)
    #expect(try await fixture.store.search("oats", limit: 9).entries.map(\.id) == [id])
    #expect(try await fixture.store.count(of: .river) == 1)
  }

  @Test func `a removed entry leaves nothing but its keys and is never taken in again`()
    async throws
  {
    try await fixture.store.remove(id, now: Fixture.now)
    try await fixture.store.remove(id, now: Fixture.now.addingTimeInterval(9))
    #expect(try await fixture.store.status(of: id) == .removed(Fixture.now))
    try await expectGone()
    #expect(try await fixture.store.statistics().entries == 0)
    #expect(try await fixture.tell(document, by: Fixture.mill).changes.isEmpty)
    try await fixture.store.show(id, now: Fixture.now)
    try await expectGone()
    let rows = try RawDatabase(directory.file()).rows("SELECT * FROM entry, identity")
    #expect(rows.count == 1)
    #expect(!rows.contains { $0.contains("Flour") || $0.contains("rye") })
  }

  @Test func `hiding and showing say what they change, and what they cannot`() async throws {
    let (store, now) = (fixture.store, Fixture.now)
    func hide(_ id: EntryID) async throws -> EntryChange { try await store.hide(id, now: now) }
    func show(_ id: EntryID) async throws -> EntryChange { try await store.show(id, now: now) }
    #expect(try await show(id) == EntryChange(isChanged: false))
    #expect(try await hide(id) == EntryChange(isChanged: true))
    #expect(try await hide(id) == EntryChange(isChanged: false))
    #expect(try await show(id) == EntryChange(isChanged: true))
    let ahead = try await fixture.tell([.make("Fair", minutesAgo: -3 * 24 * 60)], by: Fixture.mill)
    let fair = try #require(ahead.inserted.first)
    let dated = EntryObstacle.dated(now.addingTimeInterval(3 * 86_400))
    #expect(try await show(fair) == EntryChange(isChanged: false, obstacle: dated))
    #expect(try await hide(fair) == EntryChange(isChanged: true, obstacle: dated))
    #expect(try await show(fair) == EntryChange(isChanged: true, obstacle: dated))
    try RawDatabase(directory.file()).execute(
      "UPDATE entry SET due = \(Int64.max) WHERE id = \(fair.rawValue)")
    #expect(try await show(fair) == EntryChange(isChanged: false, obstacle: .held))
    _ = try await fixture.reconcile(Fixture.list([Fixture.pressLine]))
    try await store.hideRetired(now: now.addingTimeInterval(30 * 86_400))
    #expect(try await show(id) == EntryChange(isChanged: false, obstacle: .unlisted))
    try await store.remove(id, now: now)
    for change in [try await hide(id), try await show(id)] {
      #expect(change == EntryChange(isChanged: false, obstacle: .removed))
    }
  }

  @Test func `the number of a removed entry stays taken`() async throws {
    try await fixture.store.remove(id, now: Fixture.now)
    let again = try await fixture.tell(
      [.make("Flour", guid: "x:2", text: "rye")], by: Fixture.mill)
    #expect(again.inserted.count == 1)
    #expect(again.inserted != [id])
  }

  @Test func `an entry that never was is unknown`() async throws {
    let nobody = EntryID(rawValue: 42)
    #expect(try await fixture.store.status(of: nobody) == .unknown)
    #expect(try await fixture.store.entry(nobody) == nil)
    await #expect(throws: StoreError.unknownEntry(nobody)) {
      try await fixture.store.hide(nobody, now: Fixture.now)
    }
  }
}
