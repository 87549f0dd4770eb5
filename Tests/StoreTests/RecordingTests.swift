import Foundation
import Model
import Store
import Testing

struct RecordingTests {
  @Test func `a new entry stands in the river, its folder, its source, its tags and outboxes`()
    async throws
  {
    let fixture = try await Fixture()
    let recorded = try await fixture.tell(
      [.make("Flour", text: "Rye and wheat", language: "de-AT", tags: ["Grain"])],
      by: Fixture.mill)
    #expect(recorded.inserted.count == 1)
    let scopes: [EntryList.Scope] = [
      .river, .folder("food"), .source(Fixture.mill), .tag("grain"), .outbox(.merged),
      .outbox(.source(Fixture.mill)), .outbox(.folder("food")),
    ]
    for scope in scopes {
      #expect(try await fixture.titles(scope) == ["Flour"], "\(scope)")
      #expect(try await fixture.store.count(of: EntryList(scope)) == 1)
    }
    #expect(try await fixture.titles(.river, language: "de") == ["Flour"])
    #expect(try await fixture.titles(.river, language: "en").isEmpty)
    #expect(try await fixture.titles(.folder("media")).isEmpty)
    #expect(try await fixture.store.search("wheat", limit: 5).entries.map(\.title) == ["Flour"])
    #expect(try await fixture.store.statistics().entries == 1)
    #expect(try await fixture.store.statistics().localPosts == 1)
  }

  @Test func `the same document again changes nothing`() async throws {
    let fixture = try await Fixture()
    let document = [Arrival.make("One"), .make("Two", minutesAgo: 30)]
    try await fixture.tell(document, by: Fixture.mill)
    let before = try await fixture.store.page(of: .river, limit: 10)
    let revision = fixture.store.revision
    let again = try await fixture.tell(
      document, by: Fixture.mill, now: Fixture.now.addingTimeInterval(660))
    #expect(again.changes.isEmpty)
    #expect(try await fixture.store.page(of: .river, limit: 10) == before)
    #expect(fixture.store.revision.entries == revision.entries)
    #expect(fixture.store.revision.sources > revision.sources)
  }

  @Test func `an edit changes words, search, tags and updated, and nothing else`() async throws {
    let fixture = try await Fixture()
    try await fixture.tell(
      [.make("Old words", guid: "x:1", text: "barley", tags: ["a"])], by: Fixture.mill)
    let before = try #require(try await fixture.store.page(of: .river, limit: 1).entries.first)
    let later = Fixture.now.addingTimeInterval(3600)
    try await fixture.tell(
      [.make("New words", guid: "x:1", text: "spelt", tags: ["b"])], by: Fixture.mill, now: later)
    let after = try #require(try await fixture.store.entry(before.id))
    #expect(after.title == "New words")
    #expect(after.updated == later)
    #expect((after.published, after.firstSeen) == (before.published, before.firstSeen))
    #expect(after.atomID == "x:1")
    #expect(try await fixture.titles(.tag("a")).isEmpty)
    #expect(try await fixture.titles(.tag("b")) == ["New words"])
    #expect(try await fixture.store.tags(limit: 9) == [TagCount(tag: "b", count: 1)])
    #expect(try await fixture.store.search("barley", limit: 5).entries.isEmpty)
    #expect(try await fixture.store.search("spelt", limit: 5).entries.count == 1)
  }

  @Test func `a new guid at the same link is an alias and tells nothing twice`() async throws {
    let fixture = try await Fixture()
    let url = "https://mill.example/flour"
    try await fixture.tell([.make("Flour", guid: "x:1", at: url)], by: Fixture.mill)
    let again = try await fixture.tell([.make("Flour", guid: "x:2", at: url)], by: Fixture.mill)
    #expect(again.changes.aliases.count == 1)
    #expect(try await fixture.store.count(of: .river) == 1)
    let third = try await fixture.tell([.make("Flour", guid: "x:2", at: url)], by: Fixture.mill)
    #expect(third.changes.isEmpty)
  }

  @Test func `what another source told first is one entry that names both`() async throws {
    let fixture = try await Fixture()
    let url = "https://mill.example/flour"
    try await fixture.tell([.make("Flour", guid: "x:1", at: url)], by: Fixture.mill)
    try await fixture.tell([.make("Their flour", guid: "y:1", at: url)], by: Fixture.press)
    let river = try await fixture.store.page(of: .river, limit: 10).entries
    #expect(river.map(\.title) == ["Flour"])
    #expect(
      river.first?.alsoAt == [
        IndexEntry.Telling(sourceID: Fixture.press, url: url, title: "Their flour")
      ])
    #expect(try await fixture.titles(.source(Fixture.press)) == ["Flour"])
    #expect(try await fixture.titles(.folder("media")) == ["Flour"])
    #expect(try await fixture.titles(.outbox(.source(Fixture.press))).isEmpty)
  }

  @Test func `the source whose site holds the article takes the entry over`() async throws {
    let fixture = try await Fixture()
    let url = "https://mill.example/flour"
    try await fixture.tell(
      [.make("Copied", guid: "y:1", at: url, text: "pressed")], by: Fixture.press)
    let copied = try #require(try await fixture.store.page(of: .river, limit: 1).entries.first)
    try await fixture.tell(
      [.make("Flour", guid: "x:1", at: url, text: "milled")], by: Fixture.mill,
      homes: [Fixture.mill: ["mill.example"]])
    let entry = try #require(try await fixture.store.page(of: .river, limit: 9).entries.first)
    #expect((entry.id, entry.atomID) == (copied.id, copied.atomID))
    #expect((entry.sourceID, entry.title) == (Fixture.mill, "Flour"))
    #expect(entry.alsoAt.map(\.sourceID) == [Fixture.press])
    // Whoever has told a post stays its author.
    #expect(try await fixture.titles(.outbox(.source(Fixture.press))) == ["Flour"])
    #expect(try await fixture.titles(.outbox(.source(Fixture.mill))).isEmpty)
    #expect(try await fixture.store.search("milled", limit: 5).entries.count == 1)
    #expect(try await fixture.store.search("pressed", limit: 5).entries.isEmpty)
  }

  @Test func `an edit of a telling that is not shown leaves the entry as it is`() async throws {
    let fixture = try await Fixture()
    let url = "https://mill.example/flour"
    try await fixture.tell([.make("Flour", guid: "x:1", at: url)], by: Fixture.mill)
    try await fixture.tell([.make("Theirs", guid: "y:1", at: url)], by: Fixture.press)
    let edit = try await fixture.tell([.make("Changed", guid: "y:1", at: url)], by: Fixture.press)
    #expect(edit.changes.edited.map(\.isShown) == [false])
    let entry = try #require(try await fixture.store.page(of: .river, limit: 1).entries.first)
    #expect(entry.title == "Flour")
    #expect(entry.alsoAt.map(\.title) == ["Changed"])
  }

  @Test func `an entry from the future waits unseen until it is due`() async throws {
    let fixture = try await Fixture()
    let day: Double = 86_400
    try await fixture.tell(
      [.make("Fair", text: "apples", minutesAgo: -3 * 24 * 60)], by: Fixture.mill)
    #expect(try await fixture.store.count(of: .river) == 0)
    #expect(try await fixture.store.search("apples", limit: 5).entries.isEmpty)
    #expect(try await fixture.store.statistics().entries == 1)
    let early = try await fixture.store.releaseDue(now: Fixture.now.addingTimeInterval(day))
    #expect(early == 0)
    let revision = fixture.store.revision.entries
    let due = try await fixture.store.releaseDue(now: Fixture.now.addingTimeInterval(3 * day))
    #expect(due == 1)
    #expect(fixture.store.revision.entries > revision)
    #expect(try await fixture.titles(.river) == ["Fair"])
    #expect(try await fixture.store.search("apples", limit: 5).entries.count == 1)
  }

  @Test func `a guid that is an absolute address of its own stays the entry's name`() async throws {
    let fixture = try await Fixture()
    try await fixture.tell(
      [.make("A", guid: "https://x.example/1"), .make("B", guid: "17"), .make("C", guid: "a b:c")],
      by: Fixture.mill)
    try await fixture.tell([.make("D", guid: "https://x.example/1")], by: Fixture.press)
    let page = try await fixture.store.page(of: .river, limit: 9)
    let names = Dictionary(uniqueKeysWithValues: page.entries.map { ($0.title, $0.atomID) })
    #expect(names["A"] == "https://x.example/1")
    #expect(names.filter { $0.value.hasPrefix("urn:uuid:") }.keys.sorted() == ["B", "C", "D"])
    #expect(Set(names.values).count == 4)
  }

  @Test func `a source's first document fills the river no further than its newest twenty`()
    async throws
  {
    let fixture = try await Fixture()
    let archive = (0..<60).map { Arrival.make("Entry \($0)", minutesAgo: Double($0) * 60) }
    try await fixture.tell(archive, by: Fixture.mill)
    #expect(try await fixture.store.count(of: .river) == 20)
    #expect(try await fixture.store.count(of: EntryList(.source(Fixture.mill))) == 60)
  }

  @Test func `an entry shows no more than its source's policy allows`() async throws {
    var full = Fixture.millLine
    full.content = .full
    var bare = Fixture.bakeryLine
    bare.content = .title
    let fixture = try await Fixture(Fixture.list([full, bare, Fixture.pressLine]))
    for source in [Fixture.mill, Fixture.bakery, Fixture.press] {
      try await fixture.tell(
        [.make("T\(source)", guid: "\(source)", text: "words", html: "<p>words</p>")], by: source)
    }
    let page = try await fixture.store.page(of: .river, limit: 9).entries
    let shown = Dictionary(uniqueKeysWithValues: page.map { ($0.sourceID, $0) })
    #expect(shown[Fixture.mill]?.contentHTML == "<p>words</p>")
    #expect(shown[Fixture.press]?.contentHTML == nil)
    #expect(shown[Fixture.press]?.excerpt == "words")
    #expect(shown[Fixture.bakery]?.excerpt.isEmpty == true)
  }

  @Test func `ten thousand entries of one document are taken in at once`() async throws {
    let fixture = try await Fixture()
    var undated: [Arrival] = []
    for number in 0..<10_000 {
      var arrival = Arrival.make("Entry \(number)", text: "word\(number) and more")
      arrival.entry.published = nil
      undated.append(arrival)
    }
    let recorded = try await fixture.tell(undated, by: Fixture.mill)
    #expect(Set(recorded.inserted).count == 10_000)
    #expect(try await fixture.store.count(of: EntryList(.source(Fixture.mill))) == 10_000)
    #expect(try await fixture.tell(undated, by: Fixture.mill).changes.isEmpty)
  }

  @Test func `an entry with a thousand categories makes no thousand lists`() async throws {
    let fixture = try await Fixture()
    try await fixture.tell(
      [.make("Spam", tags: (0..<1000).map { "tag \($0)" })], by: Fixture.mill)
    #expect(try await fixture.store.tags(limit: 1000).count == 32)
    let entry = try #require(try await fixture.store.page(of: .river, limit: 1).entries.first)
    #expect(entry.categories.count == 1000)
  }

  @Test func `everything an entry says comes back`() async throws {
    let fixture = try await Fixture()
    var entry = Entry()
    entry.id = "x:1"
    entry.url = "https://mill.example/flour"
    entry.externalURL = "https://elsewhere.example/"
    entry.published = .distantPast
    entry.updated = Date(timeIntervalSince1970: .infinity)
    entry.authors = [Person(name: "Ada", email: "ada@mill.example")]
    entry.categories = [Category(term: "a", scheme: "s", label: "A")]
    entry.enclosures = [Entry.Enclosure(url: "https://mill.example/a.mp3", length: .max)]
    entry.image = "https://mill.example/a.png"
    entry.commentsURL = "https://mill.example/flour#comments"
    entry.rights = Text("CC0")
    try await fixture.tell(
      [Arrival(entry: entry, title: "Flour", excerpt: "Rye", text: "Rye")], by: Fixture.mill)
    let shown = try #require(try await fixture.store.page(of: .river, limit: 1).entries.first)
    #expect(shown.url == entry.url)
    #expect(shown.externalURL == entry.externalURL)
    #expect(shown.authors == entry.authors)
    #expect(shown.categories == entry.categories)
    #expect(shown.enclosures == entry.enclosures)
    #expect(shown.imageURL == entry.image)
    #expect(shown.commentsURL == entry.commentsURL)
    #expect(shown.rights == "CC0")
    #expect((shown.published, shown.updated) == (Fixture.now, Fixture.now))
  }

  @Test func `a source the store does not know is an error and writes nothing`() async throws {
    let fixture = try await Fixture()
    let stranger = Source.ID(rawValue: 99)
    await #expect(throws: StoreError.unknownSource(stranger)) {
      try await fixture.tell([.make("A")], by: stranger)
    }
    await #expect(throws: StoreError.unknownSource(stranger)) {
      try await fixture.store.record(FetchState(nextCheck: .distantPast), of: stranger, owner: "x")
    }
    #expect(try await fixture.store.statistics().entries == 0)
  }
}
