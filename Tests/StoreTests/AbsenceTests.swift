import Foundation
import Model
import TestDatabase
import Testing

@testable import Store

/// Entries that their publishers may have taken back, and those that have only scrolled out.
struct AbsenceTests {
  private let directory: TemporaryDirectory
  private let fixture: Fixture
  private let now = Fixture.now
  private let older = (1...3).map {
    Arrival.make("Older \($0)", at: "https://mill.example/\($0)", minutesAgo: 100 + Double($0))
  }
  private let lost = Arrival.make("Lost", at: "https://mill.example/lost", minutesAgo: 90)

  /// Of a source that has told an entry and lacks it now, above older ones.
  init() async throws {
    directory = try TemporaryDirectory()
    fixture = try await Fixture(at: directory.file())
    try await fixture.store.settleOrigin("https://news.example")
    try await fixture.tell([.make("Archive", minutesAgo: 9000)], by: Fixture.mill)
    try await fixture.tell(older + [lost], by: Fixture.mill)
    try RawDatabase(directory.file()).execute(
      """
      INSERT INTO post(entry_id, actor, object, told)
      SELECT entry_id, actor, '', due FROM announcement WHERE kind = 'new';
      DELETE FROM announcement;
      """)
    try await fixture.tell(older, by: Fixture.mill)
  }

  private func due(_ now: Date = Fixture.now) async throws -> [AbsentEntry] {
    try await fixture.store.dueAbsences(now: now, limit: 9)
  }

  private func rows() throws -> Int {
    try RawDatabase(directory.file()).rows("SELECT 1 FROM absence").count
  }

  @Test func `an entry told of late that leaves its feed is looked after`() async throws {
    #expect(try await due().map(\.url) == ["https://mill.example/lost"])
    try await fixture.tell(older, by: Fixture.mill)
    #expect(try await due().count == 1)
  }

  @Test func `what stands in the feed again is not`() async throws {
    try await fixture.tell(older + [lost], by: Fixture.mill)
    #expect(try rows() == 0)
  }

  @Test func `what has scrolled out since is not`() async throws {
    let newer = (1...3).map { Arrival.make("Newer \($0)", minutesAgo: 10 + Double($0)) }
    try await fixture.tell(newer, by: Fixture.mill)
    #expect(try rows() == 0)
  }

  @Test func `what is a month old is forgotten, and what is younger is not`() async throws {
    let month = now + 30 * 86_400
    try await fixture.store.expireAbsences(now: month - 60)
    #expect(try rows() == 1)
    try await fixture.store.expireAbsences(now: month + 60)
    #expect(try rows() == 0)
  }

  @Test func `what a source told that is no longer listed is forgotten`() async throws {
    _ = try await fixture.reconcile(Fixture.list([Fixture.bakeryLine, Fixture.pressLine]))
    #expect(try await due().isEmpty)
    try await fixture.store.expireAbsences(now: now)
    #expect(try rows() == 0)
  }

  @Test func `nothing is looked for while its source fails, or is to be asked first`() async throws
  {
    #expect(try await due(now + 3599).count == 1)
    #expect(try await due(now + 3600).isEmpty)
    var state = try #require(try await fixture.store.source(Fixture.mill)).state
    state = state.failed(Failure(.serverError, "down"), now: now)
    try await fixture.store.record(state, of: Fixture.mill, owner: "test")
    #expect(try await due().isEmpty)
    #expect(try rows() == 1)
  }

  @Test func `an entry that came back while it was looked for is not removed`() async throws {
    let absent = try #require(try await due().first)
    try await fixture.tell(older + [lost], by: Fixture.mill)
    #expect(try await !fixture.store.remove(absent, now: now))
    #expect(try await fixture.store.status(of: absent.entry) == .present)
  }

  @Test func `nor is one whose source has fallen silent meanwhile`() async throws {
    let absent = try #require(try await due().first)
    #expect(try await !fixture.store.remove(absent, now: now + 3600))
    #expect(try await fixture.store.remove(absent, now: now))
    #expect(try await fixture.store.status(of: absent.entry) == .removed(now))
    #expect(try rows() == 0)
  }
}
