import Foundation
import Model
import Testing

@testable import Publishing

/// The rules a checker such as axe would apply, as far as tags alone can tell.
struct AccessibilityTests {
  private static let entries = (0..<7).map { number in
    Sample.entry(UInt32(number), hoursAgo: Double(number) * 3) {
      $0.categories = [Category(term: "Strom")]
      $0.enclosures = [Entry.Enclosure(url: "https://x.example/a.mp3", length: 1_500_000)]
      $0.alsoAt = [.init(sourceID: Sample.bakery.id, url: nil, title: "")]
      $0.updated = Sample.now
    }
  }

  private func forEachPage(_ check: (String, Outline, String) -> Void) throws {
    let ill = Sample.source(1, "Krankenhof") { $0.state.failure = Failure(.html, "x") }
    let directory = Directory(sources: [ill, Sample.bakery], folders: [Sample.energy])
    for site in [Sample.site, Sample.english] {
      let all = try AllPages.rendered(site: site, entries: Self.entries, directory: directory)
      for (name, page) in all { check(name, Outline(page.text), page.text) }
    }
  }

  @Test func `tags balance and ids are unique`() throws {
    try forEachPage { name, outline, _ in
      #expect(outline.faults.isEmpty, "\(name)")
      let ids = outline.tags.compactMap { $0.attributes["id"] }
      #expect(Set(ids).count == ids.count, "\(name): \(ids)")
    }
  }

  @Test func `a page has one main heading and skips no level`() throws {
    try forEachPage { name, outline, _ in
      let levels = outline.all("h1", "h2", "h3", "h4").compactMap { $0.name.last?.wholeNumberValue }
      #expect(levels.first == 1 && levels.filter { $0 == 1 }.count == 1, "\(name): \(levels)")
      #expect(zip(levels, levels.dropFirst()).allSatisfy { $1 - $0 <= 1 }, "\(name): \(levels)")
    }
  }

  @Test func `a page has its landmarks and a way past them`() throws {
    try forEachPage { name, outline, _ in
      for landmark in ["header", "main", "footer"] {
        #expect(outline.all(landmark).count == 1, "\(name)")
      }
      let navigations = outline.all("nav").map { $0.attributes["aria-label"] ?? "" }
      #expect(Set(navigations).count == navigations.count, "\(name)")
      #expect(!navigations.contains(""), "\(name)")
      #expect(outline.all("a").first?.attributes["href"] == "#content", "\(name)")
      #expect(outline.all("main").first?.attributes["id"] == "content", "\(name)")
    }
  }

  @Test func `every field has a label, and every reference an aim`() throws {
    try forEachPage { name, outline, _ in
      let ids = Set(outline.tags.compactMap { $0.attributes["id"] })
      let labelled = Set(outline.all("label").compactMap { $0.attributes["for"] })
      for field in outline.all("input") {
        #expect(labelled.contains(field.attributes["id"] ?? ""), "\(name)")
      }
      for tag in outline.tags {
        guard let aim = tag.attributes["aria-labelledby"] else { continue }
        #expect(ids.contains(aim), "\(name): \(aim)")
      }
      #expect(labelled.isSubset(of: ids), "\(name)")
    }
  }

  @Test func `links and headings have words, tables have heads`() throws {
    try forEachPage { name, outline, text in
      #expect(
        text.firstMatch(of: /<(a|h[1-6]|summary|button|th)( [^>]*)?>\s*<\//) == nil, "\(name)")
      #expect(outline.all("th").allSatisfy { $0.attributes["scope"] != nil }, "\(name)")
      #expect(outline.all("a").allSatisfy { $0.attributes["href"]?.isEmpty == false }, "\(name)")
      #expect(outline.all("html").first?.attributes["lang"]?.isEmpty == false, "\(name)")
    }
  }

  @Test func `a page runs no script and asks nobody else`() throws {
    try forEachPage { name, outline, text in
      #expect(outline.all("script", "style", "img", "iframe", "video", "audio").isEmpty, "\(name)")
      #expect(outline.tags.allSatisfy { $0.attributes["style"] == nil }, "\(name)")
      #expect(outline.tags.allSatisfy { !$0.attributes.keys.contains { $0.hasPrefix("on") } })
      for link in outline.all("link") where link.attributes["rel"]?.contains("icon") == true {
        #expect(link.attributes["href"]?.hasPrefix("/") == true, "\(name)")
      }
      #expect(outline.all("link").filter { $0.attributes["rel"] == "stylesheet" }.count == 1)
    }
  }

  @Test(arguments: Sample.hostile)
  func `hostile words leave every page whole`(words: String) throws {
    let source = Sample.source(7, words) {
      $0.subscription.description = words
      $0.subscription.warning = words
      $0.subscription.licence = words
      $0.subscription.content = .full
      $0.state.failure = Failure(.parse, words)
      $0.state.movedTo = words
    }
    let entry = Sample.entry(of: source, title: words) {
      $0.excerpt = words + words
      $0.language = words
      $0.contentHTML = words
      $0.url = "https://a.example/" + words
      $0.categories = [Category(term: words)]
      $0.authors = [Person(name: words)]
      $0.enclosures = [Entry.Enclosure(url: "https://a.example/" + words, title: words)]
    }
    let directory = Directory(sources: [source], folders: [Folder(path: [words], slug: words)])
    var site = Sample.site
    site.name = words
    for (name, page) in try AllPages.rendered(site: site, entries: [entry], directory: directory) {
      let outline = Outline(page.text)
      #expect(outline.faults.isEmpty, "\(name)")
      #expect(outline.all("script").isEmpty, "\(name)")
      #expect(outline.all("h1").count == 1, "\(name)")
      #expect(!outline.tags.contains { $0.attributes.keys.contains("onclick") }, "\(name)")
      #expect(!page.text.unicodeScalars.contains { $0.value < 9 || $0.value & 0xfffe == 0xfffe })
    }
  }
}
