import Foundation
import Testing

@testable import Model

@Suite struct ChangesTests {
  private typealias Identified = Identification.Identified

  private let hosts: [Source.ID: Set<String>] = [
    Sample.source: ["a.example"], Sample.other: ["b.example"],
  ]

  private func identified(_ arrivals: [Arrival]) -> [Identified] {
    Sample.identification(arrivals).identified
  }

  private func telling(
    _ number: Int64, of identified: Identified, by source: Source.ID = Sample.source, edits: Int = 0
  ) -> Known.Telling {
    Known.Telling(
      entry: EntryID(rawValue: number), source: source, isShown: true, linkKey: identified.linkKey,
      titleKey: identified.arrival.titleKey, digest: identified.arrival.digest,
      published: identified.arrival.entry.published, firstSeen: Sample.now - Sample.day,
      edits: edits)
  }

  /// What the index would answer when it holds these entries and nothing else.
  private func known(
    _ held: [Identified], by source: Source.ID = Sample.source, edits: Int = 0, count: Int? = nil
  ) -> Known {
    var known = Known(count: count ?? (source == Sample.source ? held.count : 1))
    for (number, entry) in held.enumerated() {
      let telling = telling(Int64(number), of: entry, by: source, edits: edits)
      if let link = entry.linkKey { known.byLink[link, default: []].append(telling) }
      guard source == Sample.source else { continue }
      known.byKey[entry.key] = telling
      if let title = entry.arrival.titleKey { known.byTitle[title, default: []].append(telling) }
    }
    return known
  }

  private func changes(_ known: Known, _ arrivals: [Identified]) -> Changes {
    Changes(
      from: known, to: arrivals, told: Teller(id: Sample.source, homes: hosts), now: Sample.now)
  }

  // MARK: Level 1

  @Test func `the same document again changes nothing`() {
    let document = identified(Sample.arrivals(30))
    #expect(changes(known(document), document).isEmpty)
  }

  @Test func `an empty document changes nothing`() {
    #expect(changes(known(identified(Sample.arrivals(30))), []).isEmpty)
    #expect(changes(Known(), []).isEmpty)
  }

  @Test func `other words are one edit`() {
    let before = identified([Sample.arrival(guid: "1", title: "A", text: "old")])
    let after = identified([Sample.arrival(guid: "1", title: "A", text: "new")])
    let found = changes(known(before), after)
    #expect(found.edited.map(\.entry) == [EntryID(rawValue: 0)])
    #expect(found.edited.first?.isShown == true)
    #expect(found.new.isEmpty && found.aliases.isEmpty)
  }

  @Test func `more white space or another date is no edit`() {
    let before = identified([Sample.arrival(guid: "1", title: "A", text: "two words")])
    let after = identified([
      Sample.arrival(
        guid: "1", title: "A", text: "two\u{a0}\n words ", published: Sample.now,
        updated: Sample.now)
    ])
    #expect(changes(known(before), after).isEmpty)
  }

  @Test func `whatever has changed twenty-four times is no longer followed`() {
    let before = identified([Sample.arrival(guid: "1", title: "1 visitor")])
    let after = identified([Sample.arrival(guid: "1", title: "2 visitors")])
    #expect(changes(known(before, edits: 23), after).edited.count == 1)
    #expect(changes(known(before, edits: 24), after).isEmpty)
  }

  @Test func `two known keys of one entry in a document are one edit at most`() {
    let old = identified([Sample.arrival(guid: "1", title: "A", text: "old")])
    let both = identified([
      Sample.arrival(guid: "2", title: "A", text: "new"),
      Sample.arrival(guid: "1", title: "A", text: "newer"),
    ])
    var known = known(old)
    known.byKey[both[0].key] = telling(0, of: old[0])
    #expect(changes(known, both).edited.count == 1)
    let still = identified([Sample.arrival(guid: "2", title: "A", text: "new")]) + old
    #expect(changes(known, still).isEmpty)
  }

  @Test func `what was removed stays away under every key`() {
    var known = known([], count: 5)
    let document = identified(Sample.arrivals(3))
    known.removed = [document[1].key]
    #expect(changes(known, document).new.map(\.key) == [document[0].key, document[2].key])
    var fallen = document
    fallen[0].formerKeys = [document[1].key]
    #expect(changes(known, fallen).new.map(\.key) == [document[2].key])
  }

  // MARK: Level 2

  @Test func `a new guid at the same link is an alias`() {
    let before = identified([
      Sample.arrival(guid: "http://a", link: "http://a.example/1", title: "A")
    ])
    let after = identified([
      Sample.arrival(guid: "https://a", link: "https://a.example/1/", title: "A")
    ])
    let found = changes(known(before), after)
    #expect(found.aliases == [.init(key: after[0].key, entry: EntryID(rawValue: 0))])
    #expect(found.new.isEmpty && found.edited.isEmpty)
  }

  @Test func `a new guid at the same link with other words is an alias and an edit`() {
    let before = identified([Sample.arrival(guid: "1", link: "https://a.example/1", title: "A")])
    let after = identified([Sample.arrival(guid: "2", link: "https://a.example/1", title: "B")])
    let found = changes(known(before), after)
    #expect(found.aliases.count == 1 && found.edited.count == 1 && found.new.isEmpty)
  }

  @Test func `the same title within a minute is the same entry at another address`() {
    func entry(_ number: Int, _ offset: TimeInterval) -> [Identified] {
      identified([
        Sample.arrival(
          guid: "\(number)", link: "https://a.example/\(number)", title: "Ein Café!",
          published: Sample.now - 5000 + offset)
      ])
    }
    let known = known(entry(1, 0))
    #expect(changes(known, entry(2, 59)).aliases.count == 1)
    #expect(changes(known, entry(2, -59)).new.isEmpty)
    #expect(changes(known, entry(2, 60)).new.count == 1)
  }

  @Test func `the same title without a date is another entry`() {
    let before = identified([Sample.arrival(guid: "1", title: "News")])
    let after = identified([Sample.arrival(guid: "2", title: "News")])
    #expect(changes(known(before), after).new.count == 1)
  }

  @Test func `an entry that is still in the document is nobody else`() {
    let date = Sample.now - 500
    let old = Sample.arrival(guid: "1", title: "Plenum", text: "Berlin", published: date)
    let twin = Sample.arrival(guid: "2", title: "Plenum", text: "Bremen", published: date)
    let found = changes(known(identified([old])), identified([twin, old]))
    #expect(found.new.map(\.arrival) == [twin])
    #expect(found.aliases.isEmpty && found.edited.isEmpty)
  }

  @Test func `two entries cannot both be one that is known`() {
    let date = Sample.now - 500
    let old = Sample.arrival(guid: "1", title: "Plenum", published: date)
    let two = ["2", "3"].map { guid in
      Sample.arrival(guid: guid, title: "Plenum", text: "Number " + guid, published: date)
    }
    let found = changes(known(identified([old])), identified(two))
    #expect(found.aliases.count == 1 && found.edited.count == 1)
    #expect(found.new.map(\.arrival.guid) == ["3"])
  }

  @Test func `a fall to another level posts nothing anew`() {
    let arrivals = Sample.arrivals(12)
    let fallen = Sample.identification(
      arrivals, level: IdentityLevel(.guidAndLink, until: Sample.now + 1))
    let found = changes(known(identified(arrivals)), fallen.identified)
    #expect(found.aliases.count == 12)
    #expect(found.new.isEmpty && found.edited.isEmpty)
    #expect(!found.isMigration)
  }

  @Test func `under a key that entries shared only the same title is the same entry`() {
    let before = identified([Sample.arrival(guid: "g", title: "A")])
    let after = Sample.identification(
      [Sample.arrival(guid: "g", title: "B")],
      level: IdentityLevel(.guidAndLink, until: Sample.now + 1))
    #expect(changes(known(before), after.identified).new.count == 1)
  }

  // MARK: Level 3

  @Test func `what another source told at the same link is retold`() {
    let told = identified([Sample.arrival(guid: "x", link: "https://b.example/1", title: "B")])
    let mine = identified([Sample.arrival(guid: "1", link: "http://www.b.example/1", title: "A")])
    let found = changes(known(told, by: Sample.other), mine)
    #expect(found.retold.map(\.entry) == [EntryID(rawValue: 0)])
    #expect(found.retold.first?.takesOver == false)
    #expect(found.new.isEmpty && found.edited.isEmpty)
  }

  @Test(arguments: [
    ("https://a.example/1", true), ("https://b.example/1", false), ("https://c.example/1", false),
  ])
  func `only who is at home takes the story over`(link: String, takesOver: Bool) {
    let told = identified([Sample.arrival(guid: "x", link: link)])
    let mine = identified([Sample.arrival(guid: "1", link: link)])
    let found = changes(known(told, by: Sample.other), mine)
    #expect(found.retold.map(\.takesOver) == [takesOver])
  }

  @Test func `on a site that both call home the first keeps the story`() {
    let entry = identified([Sample.arrival(guid: "x", link: "https://a.example/1")])
    let homes = [Sample.source: Set(["a.example"]), Sample.other: Set(["a.example"])]
    let found = Changes(
      from: known(entry, by: Sample.other), to: entry,
      told: Teller(id: Sample.source, homes: homes), now: Sample.now)
    #expect(found.retold.map(\.takesOver) == [false])
  }

  @Test func `an entry we told ourselves is not retold`() {
    let mine = identified([Sample.arrival(guid: "1", link: "https://a.example/1")])
    var known = known(mine)
    known.byLink[EntryKey("https://a.example/1")]?.insert(
      telling(0, of: mine[0], by: Sample.other), at: 0)
    #expect(changes(known, mine).isEmpty)
    let renamed = identified([Sample.arrival(guid: "2", link: "https://a.example/1")])
    let found = changes(known, renamed)
    #expect(found.aliases.count == 1 && found.retold.isEmpty)
  }

  // MARK: The document as a whole

  @Test func `a first document is backfill, its newest twenty are listed`() {
    let found = changes(Known(), identified(Sample.arrivals(30).shuffled()))
    #expect(found.new.allSatisfy { $0.isBackfill })
    let listed = found.new.filter(\.isListed).compactMap(\.arrival.guid)
    #expect(Set(listed) == Set((0..<20).map { "guid-\($0)" }))
    #expect(!found.isMigration)
  }

  @Test func `of a first document without dates the first twenty are listed`() {
    let entries = (0..<10_000).map { Sample.arrival(guid: "\($0)") }
    let found = changes(Known(), identified(entries))
    #expect(found.new.count == 10_000)
    #expect(found.new.filter(\.isListed).compactMap(\.arrival.guid) == (0..<20).map(String.init))
  }

  @Test func `later entries are listed and no backfill`() {
    let found = changes(known([], count: 1), identified(Sample.arrivals(30)))
    #expect(found.new.count == 30)
    #expect(found.new.allSatisfy { $0.isListed && !$0.isBackfill })
  }

  @Test func `most guids changed at once is a move of the site`() {
    func document(_ prefix: String) -> [Identified] {
      identified(Sample.arrivals(12) { $0 < 7 ? "\(prefix)\($0)" : "guid-\($0)" })
    }
    let found = changes(known(document("old")), document("new"))
    #expect(found.aliases.count == 7 && found.new.isEmpty)
    #expect(found.isMigration)
    let half = identified(Sample.arrivals(14) { $0 < 7 ? "new\($0)" : "guid-\($0)" })
    #expect(!changes(known(identified(Sample.arrivals(14))), half).isMigration)
  }

  @Test func `a source replaced wholesale keeps its old entries out of today's news`() {
    let old = Sample.now - 4000 * Sample.day
    let archive = (0..<30).map {
      Sample.arrival(guid: "n\($0)", title: "N\($0)", published: old + Double($0) * Sample.day)
    }
    let found = changes(known([], count: 11), identified(archive))
    #expect(found.isMigration)
    #expect(found.new.map(\.placement.sortTime) == archive.map(\.entry.published))
    #expect(!found.new.contains { $0.isBackfill })
    let few = changes(known([], count: 10), identified(archive))
    #expect(!few.isMigration)
    #expect(few.new.allSatisfy { $0.placement.sortTime == Sample.now })
  }

  @Test func `a document of one entry is no move of the site`() {
    #expect(!changes(known([], count: 500), identified(Sample.arrivals(1))).isMigration)
  }

  @Test func `a date nobody can have meant gives way to that of the last change`() {
    let entry = Sample.arrival(
      guid: "1", published: Date(timeIntervalSince1970: 0), updated: Sample.now - 60)
    let found = changes(known([], count: 1), identified([entry]))
    #expect(found.new.first?.placement.published == Sample.now - 60)
  }

  // MARK: What is missing

  /// What is missing of five entries, the oldest first, that were told when they were first seen, once the
  /// document holds those of these numbers.
  private func missing(
    of five: [Identified], holding numbers: [Int], firstSeen: Date = Sample.now - Sample.day
  ) -> Set<Int64> {
    var known = known(five)
    let told = Sample.now - Sample.day
    known.told = [EntryID(rawValue: 2): told, EntryID(rawValue: 4): told]
    for key in known.byKey.keys { known.byKey[key]?.firstSeen = firstSeen }
    return Set(changes(known, numbers.map { five[$0] }).absent.map(\.rawValue))
  }

  @Test func `an entry is missing only where the document still reaches below it`() {
    let five = identified(Sample.arrivals(5))
    #expect(missing(of: five, holding: [0, 1, 2, 3, 4]).isEmpty)
    #expect(missing(of: five, holding: [0, 1, 3, 4]) == [2])
    #expect(missing(of: five, holding: [0, 1, 3]) == [2, 4])
    #expect(missing(of: five, holding: [3, 4]).isEmpty)
    #expect(missing(of: five, holding: []).isEmpty)
  }

  @Test func `a single older entry may be pinned and shows nothing`() {
    #expect(missing(of: identified(Sample.arrivals(5)), holding: [0, 3, 4]).isEmpty)
  }

  @Test func `what came later with an older date shows nothing`() {
    let five = identified(Sample.arrivals(5))
    #expect(missing(of: five, holding: [0, 1, 3, 4], firstSeen: Sample.now).isEmpty)
  }
}
