import Foundation
import Hummingbird
import HummingbirdTesting
import Ingest
import Logging
import Model
import Site
import Store
import Testing

@testable import coopwire

/// From four publishers on loopback to feeds, page and outbox.
@Suite struct EndToEndTests {
  @Test func `what four publishers say stands once in every feed, on the page and in the outbox`()
    async throws
  {
    let stage = try await Stage()
    defer { stage.close() }
    let first = try await stage.newswire.ingest.refreshDue()
    #expect(first.count == 4)
    #expect(first.values.allSatisfy { !$0.isFailure })
    let held = try await stage.contents()
    for title in ["Wind im Netz", "Garten offen", "Open tools", "Altes Blatt"] {
      for (place, text) in held { #expect(text.contains(title), "\(title) is missing in \(place)") }
    }
    // "Wind im Netz" is told by two: it stands once and names both.
    #expect(held["/feed.atom"]?.components(separatedBy: "<title>Wind im Netz</title>").count == 2)
    #expect(held["/"]?.contains("Wohnhof eG") == true)
  }

  @Test func `the second run asks everybody again and changes nothing`() async throws {
    let stage = try await Stage()
    defer { stage.close() }
    try await stage.newswire.ingest.refreshDue()
    let before = try await stage.contents()
    stage.clock.advance(by: 11 * 60)
    let second = try await stage.newswire.ingest.refreshAll()
    #expect(stage.publishers.allSatisfy { $0.requests.count == 2 })
    #expect(second.values.count { $0 == .notModified } >= 1)
    #expect(second.values.count { $0 == .unchanged } >= 1)
    #expect(second.values.allSatisfy { $0 == .notModified || $0 == .unchanged })
    #expect(try await stage.contents() == before)
  }

  @Test func `an edited entry changes once and stays where it stood`() async throws {
    let stage = try await Stage()
    defer { stage.close() }
    try await stage.newswire.ingest.refreshDue()
    let order = try await stage.titles()
    stage.publishers[2].publish(Stage.json(text: "Now with eleven languages."))
    stage.clock.advance(by: 11 * 60)
    let second = try await stage.newswire.ingest.refreshAll()
    #expect(second.values.count { $0 == .updated(.init(edited: 1)) } == 1)
    #expect(try await stage.contents()["/feed.json"]?.contains("eleven languages") == true)
    #expect(try await stage.titles() == order)
    stage.clock.advance(by: 11 * 60)
    let third = try await stage.newswire.ingest.refreshAll()
    #expect(third.values.allSatisfy { $0 == .notModified || $0 == .unchanged })
  }

  @Test func `a source that breaks keeps its entries and says why`() async throws {
    let stage = try await Stage()
    defer { stage.close() }
    try await stage.newswire.ingest.refreshDue()
    let order = try await stage.titles()
    stage.publishers[1].publish("<!DOCTYPE html><html><head><title>Umbau</title></head></html>")
    stage.clock.advance(by: 11 * 60)
    let second = try await stage.newswire.ingest.refreshAll()
    #expect(second.values.count(where: \.isFailure) == 1)
    #expect(try await stage.titles() == order)
    let address = stage.publishers[1].url
    let source = try #require(
      try await stage.newswire.store.sources().first { $0.subscription.feedURL == address })
    #expect(source.state.failure?.kind == .html)
  }
}

/// Four publishers, a list that names them, and a newswire around them on a clock of its own.
private struct Stage {
  let publishers: [Publisher]
  let newswire: Newswire
  let clock = TestClock(Date(timeIntervalSince1970: 1_795_000_000))
  private let folder: URL

  init() async throws {
    let hosts = (0..<4).map { "127.0.\($0 + 3).1" }
    let wind = try Publisher(
      Self.rss, type: "application/rss+xml", keepsValidators: true, on: hosts[0])
    publishers = [
      wind,
      try Publisher(
        Self.atom(windAt: "https://wind.example/netz"), type: "application/atom+xml",
        keepsValidators: false, on: hosts[1]),
      try Publisher(
        Self.json(text: "Ten languages."), type: "application/feed+json", keepsValidators: true,
        on: hosts[2]),
      try Publisher(Self.rdf, type: "text/xml", keepsValidators: false, on: hosts[3]),
    ]
    folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let outlines = publishers.map {
      #"<outline type="rss" text="" xmlUrl="\#($0.url)" coop:content="full"/>"#
    }
    let list = folder.appending(path: "feeds.opml")
    try Data(
      """
      <opml version="2.0" xmlns:coop="urn:coopwire:opml"><body><outline text="Alle">
      \(outlines.joined())</outline></body></opml>
      """.utf8
    ).write(to: list)
    var settings = Settings()
    settings.opml = list.path
    settings.data = ":memory:"
    settings.outboundAllow = ["127.0.0.0/8"]
    let clock = clock
    newswire = try Newswire(
      settings, pause: .zero, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
      now: { clock.now })
    try await newswire.keeper.load()
  }

  func close() {
    for publisher in publishers { publisher.stop() }
    try? FileManager.default.removeItem(at: folder)
  }

  /// What a reader gets, by path.
  func contents() async throws -> [String: String] {
    let application = Application(router: try await newswire.site().router())
    return try await application.test(.router) { client in
      var texts: [String: String] = [:]
      for path in ["/feed.atom", "/feed.rss", "/feed.json", "/", "/ap/users/news/outbox?page=true"]
      {
        texts[path] = try await client.execute(uri: path, method: .get) { response in
          #expect(response.status == .ok, "\(path)")
          return String(buffer: response.body)
        }
      }
      // The merged outbox boosts by id: the notes behind the ids hold the words.
      let page = texts["/ap/users/news/outbox?page=true"] ?? ""
      let notes = page.matches(of: /\/ap\/notes\/[0-9a-z]{13}/).map { String($0.output) }
      var outbox = ""
      for note in notes {
        outbox += try await client.execute(uri: note, method: .get) { String(buffer: $0.body) }
      }
      texts["/ap/users/news/outbox?page=true"] = outbox
      return texts
    }
  }

  func titles() async throws -> [String] {
    try await newswire.store.page(of: .river, limit: 50).entries.map(\.title)
  }

  private static let rss = """
    <?xml version="1.0"?><rss version="2.0"><channel><title>Windrad eG</title>
    <link>https://wind.example/</link><description>Wind</description><item><title>Wind im Netz</title>
    <link>https://wind.example/netz</link><guid isPermaLink="false">w1</guid>
    <pubDate>Wed, 18 Nov 2026 08:00:00 GMT</pubDate><description>Strom fließt.</description></item>
    </channel></rss>
    """

  private static func atom(windAt wind: String) -> String {
    """
    <?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><id>https://wohnhof.example/</id>
    <title>Wohnhof eG</title><link href="https://wohnhof.example/"/><updated>2026-11-18T10:00:00Z</updated>
    <entry><id>tag:wohnhof.example,2026:1</id><title>Garten offen</title>
    <link href="https://wohnhof.example/garten"/><updated>2026-11-18T10:00:00Z</updated>
    <content type="html">&lt;p&gt;Kommt vorbei.&lt;/p&gt;</content></entry>
    <entry><id>tag:wohnhof.example,2026:2</id><title>Wind im Netz</title>
    <link href="\(wind)"/><updated>2026-11-18T09:00:00Z</updated>
    <content type="html">Unsere Nachbarn melden.</content></entry></feed>
    """
  }

  static func json(text: String) -> String {
    """
    {"version":"https://jsonfeed.org/version/1.1","title":"Tool Co-op","language":"en",
    "home_page_url":"https://tools.example/","items":[{"id":"t1","url":"https://tools.example/1",
    "title":"Open tools","content_html":"<p>\(text)</p>","date_published":"2026-11-17T12:00:00Z"}]}
    """
  }

  private static let rdf = """
    <?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
    <channel rdf:about="https://blatt.example/"><title>Das Blatt</title><link>https://blatt.example/</link>
    <description>Zeitung</description></channel><item rdf:about="https://blatt.example/1">
    <title>Altes Blatt</title><link>https://blatt.example/1</link><dc:date>2026-11-16T07:00:00Z</dc:date>
    <description>Seit hundert Jahren.</description></item></rdf:RDF>
    """
}
