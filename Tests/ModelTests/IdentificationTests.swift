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
