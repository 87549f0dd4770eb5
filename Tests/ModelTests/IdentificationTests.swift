import Foundation
import Model
import Testing

@Suite struct IdentificationTests {
  @Test func `an empty document has nothing to identify`() {
    let level = IdentityLevel(.content, until: Sample.now + 5)
    let found = Sample.identification([], level: level)
    #expect(found.identified.isEmpty && found.repeated == 0 && found.unidentified == 0)
    #expect(found.level == level)
  }

  @Test func `guids tell entries apart, blanks around them do not matter`() {
    let found = Sample.identification([
      Sample.arrival(guid: " 1\n", title: "A"), Sample.arrival(guid: "2", title: "A"),
    ])
    let again = Sample.identification([Sample.arrival(guid: "1", title: "B")])
    #expect(found.identified.count == 2)
    #expect(found.identified.first?.key == again.identified.first?.key)
    #expect(found.level.kind == .guid && found.level.until == nil)
  }

  @Test func `one guid in two sources gives two keys`() {
    let arrivals = [Sample.arrival(guid: "1")]
    let elsewhere = Identification(
      of: arrivals, from: Sample.other, homePage: nil, level: IdentityLevel(), now: Sample.now)
    #expect(
      elsewhere.identified.first?.key != Sample.identification(arrivals).identified.first?.key)
  }

  @Test func `guids are compared byte by byte`() {
    let found = Sample.identification([
      Sample.arrival(guid: "http://a.example/1"), Sample.arrival(guid: "https://a.example/1"),
      Sample.arrival(guid: "http://a.example/1/"), Sample.arrival(guid: "HTTP://a.example/1"),
    ])
    #expect(Set(found.identified.map(\.key)).count == 4)
  }

  @Test func `an entry with nothing to know it by is counted and skipped`() {
    let found = Sample.identification([
      Sample.arrival(), Sample.arrival(guid: "  "), Sample.arrival(published: Sample.now),
      Sample.arrival(link: "mailto:a@b.example"), Sample.arrival(text: "words"),
    ])
    #expect(found.unidentified == 4)
    #expect(found.identified.count == 1)
  }

  @Test func `without guid the link is the key, whatever the words`() {
    let first = Sample.identification([Sample.arrival(link: "http://www.a.example/1/", title: "A")])
    let second = Sample.identification([Sample.arrival(link: "https://a.example/1", title: "B")])
    #expect(first.identified.first?.key == second.identified.first?.key)
    #expect(first.identified.first?.key != nil)
  }

  @Test func `without guid and link title, beginning and date are the key`() {
    let long = String(repeating: "x", count: 512)
    func key(_ title: String, _ text: String, _ date: Date?) -> EntryKey? {
      Sample.identification([Sample.arrival(title: title, text: text, published: date)])
        .identified.first?.key
    }
    #expect(key("A", long + "1", nil) == key("A", long + "2", nil))
    #expect(key("A", "x", nil) != key("A", "y", nil))
    #expect(key("A", "x", nil) != key("B", "x", nil))
    #expect(key("A", "x", nil) != key("A", "x", Sample.now))
  }

  @Test func `the front page tells no entries apart`() {
    let status = [Sample.arrival(link: "https://a.example/", title: "Open today")]
    let later = [Sample.arrival(link: "https://a.example/", title: "Closed today")]
    let first = Sample.identification(status, homePage: "https://www.a.example")
    let second = Sample.identification(later, homePage: "https://www.a.example")
    #expect(first.identified.first?.key != second.identified.first?.key)
    #expect(first.identified.first?.linkKey == nil)
  }

  @Test func `a link that entries share does not tell which is meant`() {
    let found = Sample.identification([
      Sample.arrival(guid: "1", link: "https://a.example/show", title: "One"),
      Sample.arrival(guid: "2", link: "https://a.example/show", title: "Two"),
      Sample.arrival(guid: "3", link: "https://a.example/3", title: "Three"),
    ])
    #expect(found.identified.map { $0.linkKey == nil } == [true, true, false])
  }

  @Test func `the same entry twice is one`() {
    let entry = Sample.arrival(guid: "1", title: "A")
    let found = Sample.identification([entry, entry, entry])
    #expect(found.identified.count == 1 && found.repeated == 2)
    #expect(found.level.kind == .guid)
  }

  @Test func `the same article under two guids is one, a weekly notice is not`() {
    func notice(_ guid: String, _ date: Date) -> Arrival {
      Sample.arrival(guid: guid, link: "https://a.example/plenum", title: "Plenum", published: date)
    }
    let twice = Sample.identification([notice("1", Sample.now), notice("2", Sample.now)])
    #expect(twice.identified.count == 1 && twice.repeated == 1)
    let weekly = Sample.identification([
      notice("1", Sample.now), notice("2", Sample.now - 7 * Sample.day),
    ])
    #expect(weekly.identified.count == 2)
  }

  @Test func `pictures without words are told apart by guid alone`() {
    let found = Sample.identification((0..<5).map { Sample.arrival(guid: "\($0)") })
    #expect(found.identified.count == 5)
  }
}

@Suite struct IdentityLevelTests {
  /// `count` different entries, the first `shared` of which have one guid.
  private func document(_ count: Int, sharing shared: Int) -> [Arrival] {
    Sample.arrivals(count) { $0 < shared ? "shared" : "guid-\($0)" }
  }

  @Test(arguments: [(2, 2), (19, 2), (30, 3), (10_000, 3)])
  func `too many entries under one guid make a source fall`(count: Int, shared: Int) {
    let found = Sample.identification(document(count, sharing: shared))
    #expect(found.level == IdentityLevel(.guidAndLink, until: Sample.now + 30 * Sample.day))
    #expect(found.identified.count == count && found.repeated == 0)
  }

  @Test(arguments: [(1, 1), (20, 2), (10_000, 2)])
  func `one entry in twenty that repeats a guid is a newer version`(count: Int, shared: Int) {
    let found = Sample.identification(document(count, sharing: shared))
    #expect(found.level == IdentityLevel())
    #expect(found.identified.count == count - shared + 1)
  }

  @Test func `a version listed twice is counted once`() {
    var arrivals = document(30, sharing: 2)
    arrivals += [arrivals[1], arrivals[1]]
    #expect(Sample.identification(arrivals).level.kind == .guid)
  }

  @Test func `who shares guid and link is told apart by title, then by text`() {
    let link = "https://a.example/all"
    let titles = (0..<5).map { Sample.arrival(guid: "g", link: link, title: "T\($0)", text: "x") }
    #expect(Sample.identification(titles).level.kind == .linkAndTitle)
    #expect(Sample.identification(titles).identified.count == 5)
    let texts = (0..<5).map { Sample.arrival(guid: "g", link: link, title: "T", text: "x\($0)") }
    #expect(Sample.identification(texts).level.kind == .content)
    #expect(Sample.identification(texts).identified.count == 5)
  }

  @Test func `without guids entries at one link are told apart as well`() {
    let entries = (0..<9).map { Sample.arrival(link: "https://a.example/all", title: "T\($0)") }
    let found = Sample.identification(entries)
    #expect(found.identified.count == 9)
    #expect(found.identified.allSatisfy { $0.linkKey == nil })
  }

  @Test func `nothing is left below the last level`() {
    var arrivals: [Arrival] = []
    for number in 0..<5 {
      var arrival = Sample.arrival(guid: "g", title: "T", text: "x")
      arrival.digest = EntryKey("\(number)")
      arrivals.append(arrival)
    }
    let found = Sample.identification(arrivals)
    #expect(found.level.kind == .content)
    #expect(found.identified.count == 1 && found.repeated == 4)
  }

  @Test func `a fallen source stays there for thirty days, however well it behaves`() {
    let level = IdentityLevel(.guidAndLink, until: Sample.now)
    let fine = Sample.arrivals(5)
    let before = Sample.identification(fine, level: level, now: Sample.now - 1)
    #expect(before.level == level)
    let after = Sample.identification(fine, level: level, now: Sample.now)
    #expect(after.level == IdentityLevel())
  }

  @Test func `a fallen source may fall further, and stays thirty days from then`() {
    let level = IdentityLevel(.guidAndLink, until: Sample.now + 1)
    let entries = (0..<5).map {
      Sample.arrival(guid: "g", link: "https://a.example/all", title: "T\($0)")
    }
    let found = Sample.identification(entries, level: level)
    #expect(found.level == IdentityLevel(.linkAndTitle, until: Sample.now + 30 * Sample.day))
  }

  @Test func `entries are looked for under the keys from before a fall and from before a return`() {
    let entries = Sample.arrivals(1)
    let good = Sample.identification(entries)
    let fallen = Sample.identification(
      entries, level: IdentityLevel(.guidAndLink, until: Sample.now + 1))
    let risen = Sample.identification(
      entries, level: IdentityLevel(.guidAndLink, until: Sample.now))
    #expect(good.identified.first?.formerKeys == [])
    #expect(fallen.identified.first?.formerKeys == good.identified.map(\.key))
    #expect(risen.identified.map(\.key) == good.identified.map(\.key))
    #expect(risen.identified.first?.formerKeys == fallen.identified.map(\.key))
  }

  @Test func `twice the entries take about twice the time`() {
    func seconds(_ count: Int) -> Duration {
      let arrivals = Sample.arrivals(count) { _ in "shared" }
      return ContinuousClock().measure { _ = Sample.identification(arrivals) }
    }
    _ = seconds(100)
    #expect(seconds(10_000) < seconds(1_000) * 40)
  }
}
