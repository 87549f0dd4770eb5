import Foundation
import Model
import Store
import Synchronization
import Testing

/// What the store answers when it is asked what a document's entries may be.
struct KnownTests {
  private let fixture: Fixture

  init() async throws {
    fixture = try await Fixture()
  }

  /// What is known of these arrivals if `source` tells them at `now`.
  private func known(
    _ arrivals: [Arrival], of source: Source.ID, now: Date = Fixture.now
  ) async throws -> Known {
    let identified = Identification(
      of: arrivals, from: source, homePage: nil, level: IdentityLevel(), now: now
    ).identified
    let reading = Reading(
      question: Known.Question(about: identified, of: source, now: now),
      state: FetchState(nextCheck: now), profile: SourceProfile(), owner: "test", now: now)
    let answer = Answer()
    _ = try await fixture.store.record(reading) { known, _ in
      answer.keep(known)
      return Changes()
    }
    return try #require(answer.known)
  }

  @Test func `nothing is known of a source's first document`() async throws {
    let known = try await known([.make("A", at: "https://a.example/a")], of: Fixture.mill)
    #expect(known.byKey.isEmpty && known.byLink.isEmpty && known.byTitle.isEmpty)
    #expect(known.count == 0)
  }

  @Test func `an entry is known by key, link and title, with all that its source said`()
    async throws
  {
    let arrival = Arrival.make("Good flour", guid: "x:1", at: "https://mill.example/flour")
    let recorded = try await fixture.tell([arrival], by: Fixture.mill)
    let known = try await known([arrival], of: Fixture.mill)
    let new = try #require(recorded.changes.new.first)
    let telling = Known.Telling(
      entry: try #require(recorded.inserted.first), source: Fixture.mill, isShown: true,
      linkKey: arrival.linkKey, titleKey: arrival.titleKey, digest: arrival.digest,
      published: arrival.entry.published, firstSeen: Fixture.now, edits: 0)
    #expect(known.byKey == [new.key: telling])
    #expect(try known.byLink == [#require(arrival.linkKey): [telling]])
    #expect(try known.byTitle == [#require(arrival.titleKey): [telling]])
    #expect(known.count == 1)
  }

  @Test func `another source's link counts for thirty days, one's own for ever`() async throws {
    let arrival = Arrival.make("Flour", at: "https://mill.example/flour")
    try await fixture.tell([arrival], by: Fixture.mill)
    let day: Double = 86_400
    let soon = Fixture.now.addingTimeInterval(29 * day)
    let late = Fixture.now.addingTimeInterval(31 * day)
    #expect(try await known([arrival], of: Fixture.press, now: soon).byLink.count == 1)
    #expect(try await known([arrival], of: Fixture.press, now: late).byLink.isEmpty)
    #expect(try await known([arrival], of: Fixture.mill, now: late).byLink.count == 1)
    #expect(try await known([arrival], of: Fixture.press, now: soon).byTitle.isEmpty)
  }

  @Test func `the same title at the same time is the same entry under another guid`()
    async throws
  {
    try await fixture.tell(
      [.make("Flour", guid: "x:1", at: "https://mill.example/?p=1")], by: Fixture.mill)
    let moved = try await fixture.tell(
      [.make("Flour", guid: "x:2", at: "https://mill.example/flour")], by: Fixture.mill)
    #expect(moved.changes.aliases.count == 1)
    #expect(try await fixture.store.count(of: .river) == 1)
    let entry = try #require(try await fixture.store.page(of: .river, limit: 1).entries.first)
    #expect(entry.url == "https://mill.example/flour")
  }

  @Test func `a source whose guids fall in value tells nothing twice`() async throws {
    let now = Fixture.now
    let document = (1...3).map {
      Arrival.make("E\($0)", guid: "x:\($0)", at: "https://mill.example/\($0)")
    }
    try await fixture.tell(document, by: Fixture.mill)
    let fallen = IdentityLevel(.guidAndLink, until: now.addingTimeInterval(86_400))
    let again = try await fixture.tell(document, by: Fixture.mill, level: fallen)
    #expect(again.changes.new.isEmpty)
    #expect(again.changes.aliases.count == 3)
    #expect(try await fixture.tell(document, by: Fixture.mill, level: fallen).changes.isEmpty)
  }

  @Test func `a removed entry is known as removed`() async throws {
    let arrival = Arrival.make("Flour", at: "https://mill.example/flour")
    let recorded = try await fixture.tell([arrival], by: Fixture.mill)
    try await fixture.store.remove(try #require(recorded.inserted.first), now: Fixture.now)
    let known = try await known([arrival], of: Fixture.mill)
    #expect(known.removed == Set(recorded.changes.new.map(\.key)))
    #expect(known.byKey.isEmpty && known.byLink.isEmpty && known.byTitle.isEmpty)
  }

  @Test func `edits are counted`() async throws {
    for text in ["one", "two", "three"] {
      try await fixture.tell([.make("Flour", text: text)], by: Fixture.mill)
    }
    let known = try await known([.make("Flour")], of: Fixture.mill)
    #expect(known.byKey.values.map(\.edits) == [2])
  }
}

/// Carries what a judgement was given out of it.
private final class Answer: Sendable {
  private let kept = Mutex<Known?>(nil)

  var known: Known? { kept.withLock { $0 } }

  func keep(_ known: Known) {
    kept.withLock { $0 = known }
  }
}
