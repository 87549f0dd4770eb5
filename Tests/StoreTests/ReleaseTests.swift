import Foundation
import Model
import Store
import TestDatabase
import Testing

/// When entries appear that were kept back, with whose words, and what of them is told.
@Suite struct ReleaseTests {
  private let directory: TemporaryDirectory
  private let fixture: Fixture
  private let raw: RawDatabase

  /// All three sources have told an archive.
  init() async throws {
    directory = try TemporaryDirectory()
    fixture = try await Fixture(at: directory.file())
    raw = try RawDatabase(directory.file())
    try await fixture.store.settleOrigin("https://news.example")
    for source in [Fixture.mill, Fixture.bakery, Fixture.press] {
      try await fixture.tell([.make("Archive \(source)", minutesAgo: 3000)], by: source)
    }
  }

  private func hold(_ source: Source.ID = Fixture.mill) throws {
    try raw.execute(
      "INSERT INTO hold(source_id, since, reason) VALUES (\(source), 0, 'stolen')")
  }

  private func waiting() throws -> [String] {
    try raw.rows(
      """
      SELECT actor || ' ' || kind || ' ' || entry.title FROM announcement
      JOIN entry ON entry.id = entry_id ORDER BY 1
      """)
  }

  @Test func `what is hidden while it waits to be told takes no room`() async throws {
    let spam = try await fixture.tell((1...12).map { .make("Casino \($0)") }, by: Fixture.mill)
    for id in spam.inserted { try await fixture.store.hide(id, now: Fixture.now) }
    try raw.execute("UPDATE announcement SET due = due + 3600")
    try await fixture.tell((1...2).map { .make("Flour \($0)") }, by: Fixture.mill)
    #expect(try waiting().count == 42)
    let due = try raw.rows(
      """
      SELECT DISTINCT announcement.due FROM announcement JOIN entry ON entry.id = entry_id
      WHERE title LIKE 'Flour%'
      """)
    #expect(due == ["\(Fixture.now.timeIntervalSince1970)"])
  }

  @Test func `what waits while its source is held takes no room from others`() async throws {
    for (number, source) in [Fixture.mill, Fixture.press].enumerated() {
      try await fixture.tell(
        (1...12).map { .make("Old \(number) \($0)") }, by: source)
    }
    try raw.execute(
      """
      WITH RECURSIVE counted(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM counted LIMIT 40)
      INSERT INTO entry(id, source_id, atom_id, published, updated, first_seen, is_listed, title,
        excerpt, text) SELECT n, \(Fixture.mill), 'x' || n, 0, 0, 0, 1, 'x', '', '' FROM counted;
      INSERT INTO announcement(actor, entry_id, kind, due, source_id)
        SELECT 'news', id, 'new', 0, source_id FROM entry WHERE id < 100;
      """)
    try await fixture.tell([.make("Rye")], by: Fixture.bakery)
    try hold()
    try await fixture.tell([.make("Oats")], by: Fixture.bakery)
    #expect(try waiting().contains("news new Oats"))
    try await fixture.tell([.make("Flour")], by: Fixture.mill)
    #expect(try await fixture.store.release(Fixture.mill, now: Fixture.now) == 1)
    #expect(try waiting().allSatisfy { !$0.contains("Flour") })
  }
}
