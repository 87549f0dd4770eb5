import Foundation
import Model
import Testing

@testable import Publishing

/// All pages there are, filled from one world.
enum AllPages {
  static func rendered(
    site: SiteProfile, entries: [IndexEntry], directory: Directory = Sample.directory
  ) throws -> [String: Rendered] {
    let pages = try Pages(site: site)
    let page = EntryPage(entries: entries, hasOlder: true, hasNewer: true)
    let folder = Listing(.folder(Sample.energy), language: "de")
    let source = directory.sources.first ?? Sample.wind
    var all: [String: Rendered] = [
      "river": pages.list(
        .river, page: page, directory: directory, languages: ["de", "en"], now: Sample.now),
      "folder": pages.list(
        folder, page: page, position: .before(Sample.entry().id), directory: directory,
        languages: ["de", "en"], now: Sample.now),
      "tag": pages.list(
        Listing(.tag("strom")), page: page, directory: directory, now: Sample.now),
      "empty": pages.list(
        .river, page: Sample.page([]), directory: directory, now: Sample.now),
      "source": pages.source(source, page: page, directory: directory, now: Sample.now),
      "sources": pages.sources(directory, now: Sample.now),
      "about": pages.about(directory),
      "ended": pages.ended(Sample.energy, at: "/@energy"),
      "search": pages.search("", results: nil, directory: directory),
      "found": pages.search("Rad & \"Netz\"", results: page, directory: directory),
      "unfound": pages.search("x", results: Sample.page([]), directory: directory),
      "feed": pages.feed(.river, format: .rss, page: page, directory: directory),
    ]
    for status in [400, 404, 410, 500, 501, 503] {
      all["error \(status)"] = pages.error(status)
    }
    if let entry = entries.first {
      all["entry"] = pages.entry(entry, directory: directory)
      all["talked about"] = pages.entry(
        entry, directory: directory, conversation: Sample.conversation)
    }
    return all
  }
}

struct PagesTests {
  private let pages: Pages

  init() throws { pages = try Pages(site: Sample.site) }

  private func river(
    _ entries: [IndexEntry], directory: Directory = Sample.directory
  ) -> String {
    pages.list(.river, page: Sample.page(entries), directory: directory, now: Sample.now).text
  }

  @Test(arguments: [Sample.site, Sample.english])
  func `every page is filled in every language`(site: SiteProfile) throws {
    for (name, rendered) in try AllPages.rendered(site: site, entries: [Sample.entry()]) {
      let text = rendered.text
      #expect(!text.contains("{{") && !text.contains("}}"), "\(name)")
      #expect(!text.contains(">false<") && !text.contains("\"false\""), "\(name)")
      #expect(!text.contains("Optional("), "\(name)")
      #expect(text.hasPrefix("<!DOCTYPE html>\n<html lang=\"\(site.language)\">"), "\(name)")
      #expect(rendered.contentType == "text/html; charset=utf-8")
    }
  }

  @Test func `the river shows title, source, time, excerpt and who else tells it`() {
    let told = Sample.entry {
      $0.alsoAt = [.init(sourceID: Sample.bakery.id, url: "https://coop2.example/x", title: "")]
    }
    let html = river([told])
    #expect(
      html.contains(
        "<a href=\"https://coop.example/posts/1\" rel=\"noopener\" referrerpolicy=\"no-referrer\">"
          + "Neue Anlage am Netz</a>"))
    #expect(html.contains("<a href=\"/@coop1\">Windhof eG</a>"))
    #expect(html.contains("<time datetime=\"2026-11-27T12:05:00Z\">13:05 Uhr</time>"))
    #expect(html.contains("Freitag, 27. November 2026"))
    #expect(html.contains("Seit heute dreht sich das dritte Rad."))
    #expect(html.contains("Auch bei <a href=\"https://coop2.example/x\""))
    #expect(html.contains("href=\"/e/\(told.id)\""))
  }

  @Test func `more than three of a source on one day fold away`() {
    let html = river((0..<6).map { Sample.entry(UInt32($0), hoursAgo: Double($0) / 4) })
    #expect(html.contains("<summary>3 weitere Einträge von Windhof eG</summary>"))
    #expect(html.split(separator: "<details").count == 2)
  }

  @Test func `an entry in another language says so`() {
    let html = river([Sample.entry(of: Sample.bakery) { $0.language = "en" }])
    #expect(html.contains("<h3 lang=\"en\">"))
    #expect(!river([Sample.entry { $0.language = "de-AT" }]).contains("<h3 lang"))
  }

  @Test func `feeds can be found by programs and people`() {
    let html = river([])
    for format in FeedFormat.allCases {
      #expect(
        html.contains(
          "type=\"\(format.mediaType)\" title=\"Genossenschaftsfunk (\(format.name))\" "
            + "href=\"https://news.example.coop/feed.\(format.pathExtension)\""))
      #expect(html.contains("<a href=\"/feed.\(format.pathExtension)\""))
    }
    #expect(html.contains("@news<wbr>@news.example.coop"))
  }

  @Test func `an empty page says why it is empty`() {
    func page(_ sources: [Source]) -> String {
      river([], directory: Directory(sources: sources, folders: []))
    }
    #expect(page([]).contains("Noch keine Quellen"))
    #expect(page([Sample.source(1, "A") { $0.state.lastTry = nil }]).contains("zum ersten Mal"))
    let offline = Sample.source(1, "Hof & Herd") {
      $0.state.failure = Failure(.dns, "the name coop1.example does not resolve")
    }
    let html = page([offline])
    #expect(html.contains("Keine Quelle ist erreichbar"))
    #expect(html.contains("Hof &amp; Herd</a>: Der Name des Servers lässt sich nicht auflösen."))
    #expect(page([Sample.wind]).contains("Hier steht noch nichts"))
  }

  @Test func `older and newer pages are found by key`() {
    let position = ListPosition.before(Sample.entry(9, hoursAgo: 0).id)
    let page = EntryPage(entries: [Sample.entry()], hasOlder: true, hasNewer: true)
    let html = pages.list(
      .river, page: page, position: position, directory: Sample.directory, now: Sample.now
    ).text
    #expect(html.contains("href=\"/?before=\(Sample.entry().id)\""))
    #expect(html.contains("href=\"/?after=\(Sample.entry().id)\""))
    #expect(html.contains("<meta name=\"robots\" content=\"noindex, follow\">"))
  }

  @Test func `the page of a source says in plain words what ails it`() {
    let ill = Sample.source(5, "Krankenhof") {
      $0.state.failure = Failure(.tls, "the certificate of coop5.example has expired")
      $0.state.failingSince = Sample.now.addingTimeInterval(-8 * 86_400)
      $0.state.lastSuccess = nil
    }
    let html = pages.source(
      ill, page: Sample.page([]), directory: Directory(sources: [ill], folders: []),
      now: Sample.now
    ).text
    #expect(html.contains("seit Tagen gestört"))
    #expect(html.contains("Die gesicherte Verbindung (TLS) wurde abgelehnt."))
    #expect(html.contains("Prüfen, ob das Zertifikat gültig"))
    #expect(html.contains("<span lang=\"en\">the certificate of coop5.example has expired</span>"))
    #expect(html.contains("noch nie"))
    #expect(html.contains("inoffizielle Spiegelung"))
  }

  @Test(arguments: Failure.Kind.allCases)
  func `every trouble has words and a remedy`(kind: Failure.Kind) throws {
    let ill = Sample.source(5, "Hof") { $0.state.failure = Failure(kind, "x") }
    let trouble = try #require(Condition(of: ill, now: Sample.now).trouble)
    #expect(Wording.german(trouble.text) != Wording.german(trouble.help))
  }

  @Test func `the operator and the reservation stand on every page`() throws {
    for (name, page) in try AllPages.rendered(site: Sample.site, entries: [Sample.entry()]) {
      #expect(page.text.contains("href=\"https://example.coop/impressum\""), "\(name)")
      #expect(page.text.contains("href=\"https://example.coop/datenschutz\""), "\(name)")
      #expect(page.text.contains("href=\"mailto:post@example.coop\""), "\(name)")
      #expect(page.text.contains("<meta name=\"tdm-reservation\" content=\"1\">"), "\(name)")
    }
  }

  @Test func `an entry's full text comes without pictures and with quiet links`() {
    let told = Sample.entry(of: Sample.bakery) {
      $0.contentHTML =
        "<h1>Bread</h1><p><a href=\"/x\">x</a><img src=\"https://x.example/i.png\"></p>"
    }
    let html = pages.entry(told, directory: Sample.directory).text
    #expect(html.contains("<h2>Bread</h2>"))
    #expect(
      html.contains(
        "<a rel=\"nofollow noopener ugc\" referrerpolicy=\"no-referrer\" "
          + "href=\"https://coop.example/x\">x</a>"))
    #expect(!html.contains("i.png"))
  }

  @Test func `what people answer stands below an entry, as text alone`() {
    let html = pages.entry(
      Sample.entry(), directory: Sample.directory, conversation: Sample.conversation
    ).text
    #expect(html.contains("3-mal favorisiert · 1-mal geteilt"))
    #expect(html.contains("Antworten aus dem Fediverse</h2>"))
    #expect(html.contains("@ada@social.example</a>"))
    #expect(html.contains("href=\"https://social.example/@ada/1\" rel=\"nofollow noopener ugc\""))
    #expect(html.contains("<p>Gute Sache &amp; Dank</p>"))
    #expect(!html.contains("<script") && !html.contains("evil.example"))
    let silent = pages.entry(Sample.entry(), directory: Sample.directory).text
    #expect(!silent.contains("Fediverse</h2>") && !silent.contains("favorisiert"))
  }

  @Test(arguments: [
    ("<h1>a</h1><h2>b</h2>", "<h2>a</h2><h3>b</h3>"),
    ("<h4>a</h4><h5>b</h5>", "<h2>a</h2><h3>b</h3>"),
    ("<h1>a</h1><h6>b</h6>", "<h2>a</h2><h6>b</h6>"),
    ("<hr><h2>a</h2>", "<hr><h2>a</h2>"),
  ])
  func `headings of a text follow ours`(written: String, shown: String) {
    var html = PublishedHTML()
    #expect(html.page(written, base: nil) == shown)
  }

  @Test func `the page for a feed shows the address to copy`() {
    let html = pages.feed(
      Listing(.folder(Sample.energy)), format: .atom, page: Sample.page([Sample.entry()]),
      directory: Sample.directory
    ).text
    #expect(html.contains("readonly value=\"https://news.example.coop/c/energie/feed.atom\""))
    #expect(html.contains("href=\"/c/energie/feed.rss\""))
    #expect(html.contains("Neue Anlage am Netz"))
  }

  @Test func `machines are told what they may do`() {
    #expect(Reservation.robots(for: Sample.site).text.contains("User-agent: *\n"))
    #expect(Reservation.tdmrep().text == "[{\"location\":\"/*\",\"tdm-reservation\":1}]\n")
  }
}
