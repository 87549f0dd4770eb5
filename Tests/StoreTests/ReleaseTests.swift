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
  private static let day: TimeInterval = 86_400
  private static let link = "https://bakery.example/rolls"
  private static let homes: [Source.ID: Set<String>] = [Fixture.bakery: ["bakery.example"]]

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

  private func told(by handle: String, _ titles: ClosedRange<Int>, of name: String) -> [String] {
    titles.flatMap { number in
      ["food", handle, "news"].map { "\($0) new \(name) \(number)" }
    }.sorted()
  }

  private func news() async throws -> [String] {
    try await fixture.titles(.river).filter { !$0.hasPrefix("Archive") }
  }

  private func later(_ days: Double) -> Date { Fixture.now.addingTimeInterval(days * Self.day) }

  private func drop(_ index: Int, now: Date = Fixture.now) async throws {
    var list = Fixture.list()
    list.subscriptions.remove(at: index)
    _ = try await fixture.reconcile(list, now: now)
  }

  @Test func `what the operator has hidden of a held source takes no room once it is released`()
    async throws
  {
    try hold()
    let spam = try await fixture.tell((1...12).map { .make("Casino \($0)") }, by: Fixture.mill)
    for id in spam.inserted { try await fixture.store.hide(id, now: Fixture.now) }
    #expect(try await fixture.store.release(Fixture.mill, now: Fixture.now) == 0)
    #expect(try waiting().isEmpty)
    try await fixture.tell((1...2).map { .make("Flour \($0)") }, by: Fixture.mill, now: later(2))
    #expect(try waiting() == told(by: "mill_coop", 1...2, of: "Flour"))
    #expect(try await news().sorted() == ["Flour 1", "Flour 2"])
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

  @Test func `what was hidden when its source was released appears and is told once it is shown`()
    async throws
  {
    try hold()
    let id = try #require(
      try await fixture.tell([.make("Flour 1")], by: Fixture.mill).inserted.first)
    try await fixture.store.hide(id, now: Fixture.now)
    try await fixture.store.release(Fixture.mill, now: Fixture.now)
    #expect(try await fixture.store.releaseDue(now: Fixture.now) == 0)
    let change = try await fixture.store.show(id, now: Fixture.now)
    #expect(change == EntryChange(isChanged: true))
    #expect(try await news() == ["Flour 1"])
    #expect(try waiting() == told(by: "mill_coop", 1...1, of: "Flour"))
    #expect(try raw.miscounted().isEmpty)
  }

  @Test func `what is dated ahead of a held source waits for its release`() async throws {
    try await fixture.tell([.make("Fair", minutesAgo: -3 * 24 * 60)], by: Fixture.mill)
    try hold()
    #expect(try await fixture.store.releaseDue(now: later(4)) == 0)
    #expect(try await fixture.store.release(Fixture.mill, now: later(4)) == 1)
    #expect(try await news() == ["Fair"])
  }

  @Test(arguments: [true, false])
  func `what a held source brought first appears when another tells it`(isHome: Bool) async throws {
    try hold()
    try await fixture.tell([.make("Casino", guid: "a", at: Self.link)], by: Fixture.mill)
    try await fixture.tell(
      [.make("Rolls 1", guid: "b", at: Self.link, text: "wheat")], by: Fixture.bakery,
      homes: isHome ? Self.homes : [:])
    #expect(try await news() == ["Rolls 1"])
    #expect(try await fixture.titles(.outbox(.source(Fixture.bakery))).contains("Rolls 1"))
    #expect(try await fixture.store.search("wheat", limit: 9).entries.count == 1)
    #expect(try waiting() == told(by: "bakery_coop", 1...1, of: "Rolls"))
    #expect(try raw.miscounted().isEmpty)
    #expect(try await fixture.store.release(Fixture.mill, now: Fixture.now) == 0)
    #expect(try await news() == ["Rolls 1"])
  }

  @Test func `a first document tells nobody of what a held source brought before it`() async throws
  {
    try raw.execute(
      "DELETE FROM identity WHERE source_id = 2; DELETE FROM telling WHERE source_id = 2")
    try hold()
    try await fixture.tell([.make("Casino", guid: "a", at: Self.link)], by: Fixture.mill)
    try await fixture.tell([.make("Rolls", guid: "b", at: Self.link)], by: Fixture.bakery)
    #expect(try await news() == ["Rolls"])
    #expect(try waiting().isEmpty)
  }

  @Test func `a held account's post is not boosted for whoever tells its entry next`() async throws
  {
    try hold()
    let casino = Arrival.make("Casino", guid: "a", at: Self.link)
    let id = try #require(try await fixture.tell([casino], by: Fixture.mill).inserted.first)
    let native = "https://social.example/1"
    try raw.execute(
      """
      INSERT INTO federated(entry_id, native) VALUES (\(id.rawValue), '\(native)');
      UPDATE telling SET native = '\(native)' WHERE entry_id = \(id.rawValue);
      """)
    try await fixture.tell([.make("Rolls 1", guid: "b", at: Self.link)], by: Fixture.bakery)
    #expect(try await fixture.store.entry(id)?.native == nil)
    #expect(try waiting() == told(by: "bakery_coop", 1...1, of: "Rolls"))
  }

  /// An entry that the mill, which is held, has told first, and the bakery, which is held as well, after it; as
  /// older versions have left it.
  private func secondHand(isShown: Bool = false) async throws -> EntryID {
    for source in [Fixture.mill, Fixture.bakery] { try hold(source) }
    let casino = Arrival.make("Casino", guid: "a", at: Self.link)
    let id = try #require(try await fixture.tell([casino], by: Fixture.mill).inserted.first)
    try raw.execute(
      """
      INSERT INTO telling(entry_id, source_id, is_shown, first_seen, digest, title)
        SELECT entry_id, 2, 0, first_seen, digest, 'Rolls 1' FROM telling
        WHERE entry_id = \(id.rawValue);
      """)
    guard isShown else { return id }
    try raw.execute(
      """
      UPDATE telling SET is_shown = 0 WHERE entry_id = \(id.rawValue);
      UPDATE telling SET is_shown = 1 WHERE entry_id = \(id.rawValue) AND source_id = 2;
      UPDATE entry SET source_id = 2, title = 'Rolls 1' WHERE id = \(id.rawValue);
      INSERT INTO federated(entry_id, author_id) VALUES (\(id.rawValue), 1);
      """)
    return id
  }

  @Test(arguments: [true, false])
  func `what is kept back with a held source appears with another that is released`(
    isShown: Bool
  ) async throws {
    _ = try await secondHand(isShown: isShown)
    #expect(try await fixture.store.releaseDue(now: Fixture.now) == 0)
    #expect(try await fixture.store.release(Fixture.bakery, now: Fixture.now) == 1)
    #expect(try await news() == ["Rolls 1"])
    #expect(try waiting() == told(by: "bakery_coop", 1...1, of: "Rolls"))
    #expect(try raw.miscounted().isEmpty)
  }

  @Test func `what a held source is not shown with any more appears with its release`() async throws
  {
    _ = try await secondHand(isShown: true)
    #expect(try await fixture.store.release(Fixture.mill, now: Fixture.now) == 1)
    #expect(try await news() == ["Casino"])
  }

  @Test func `what a held account has told appears with its heir when the post is withdrawn`()
    async throws
  {
    let id = try await secondHand()
    let native = "https://social.example/1"
    try raw.execute(
      """
      UPDATE telling SET native = '\(native)' WHERE source_id = 1 AND entry_id = \(id.rawValue)
      """)
    try await fixture.store.withdraw(native: native, of: Fixture.mill, now: Fixture.now)
    #expect(try await fixture.store.releaseDue(now: Fixture.now) == 0)
    try raw.execute("DELETE FROM hold WHERE source_id = 2")
    #expect(try await fixture.store.releaseDue(now: Fixture.now) == 1)
    #expect(try await news() == ["Rolls 1"])
    #expect(try waiting() == told(by: "bakery_coop", 1...1, of: "Rolls"))
    #expect(try raw.miscounted().isEmpty)
  }

  @Test(arguments: [true, false])
  func `what a source dated ahead that has left is told by another when it is due`(
    isBefore: Bool
  ) async throws {
    let ahead = -3 * 24 * 60.0
    try await fixture.tell(
      [.make("Fair", guid: "a", at: Self.link, minutesAgo: ahead)], by: Fixture.mill)
    if !isBefore { try await drop(0) }
    try await fixture.tell(
      [.make("Our fair 1", guid: "b", at: Self.link, minutesAgo: ahead)], by: Fixture.bakery)
    if isBefore { try await drop(0) }
    #expect(try await fixture.store.releaseDue(now: later(2)) == 0)
    #expect(try await fixture.store.releaseDue(now: later(4)) == 1)
    #expect(try await news() == ["Our fair 1"])
    #expect(try waiting() == told(by: "bakery_coop", 1...1, of: "Our fair"))
    #expect(try raw.miscounted().isEmpty)
  }
}
