import Foundation
import Model
import Testing
import ThreadTime

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

  @Test func `a long document takes linear time`() {
    func time(_ count: Int) -> Duration {
      let arrivals = Sample.arrivals(count) { _ in "shared" }
      return threadTime { _ = Sample.identification(arrivals) }
    }
    // Twenty times the entries; in quadratic time it would take four hundred times as long.
    #expect(time(10_000) < time(500) * 120)
  }
}
