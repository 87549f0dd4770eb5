import Fetching
import Foundation
import Model
import Store
import TestServer
import Testing

@testable import Ingest

/// Whatever a server does, the operator gets a sentence and keeps what is there.
@Suite struct TroubleTests {
  private static let good = TestAnswer.text(RSS.feed([RSS.item("Eins", guid: "1")]))

  private static let troubles: [(String, TestAnswer, Failure.Kind)] = [
    ("404", .response(404), .clientError),
    ("403", .response(403), .clientError),
    ("410", .response(410), .gone),
    ("500", .response(500), .serverError),
    ("an empty body", .response(200), .parse),
    (
      "a page", .text("<!DOCTYPE html><html><head><title>x</title></head><body>x</body></html>"),
      .html
    ),
    ("other XML", .text("<?xml version=\"1.0\"?><kml><Document/></kml>"), .parse),
    ("other JSON", .text("{\"hello\":[1,2,3]}"), .parse),
    ("nothing of a kind", .text("Guten Tag!"), .parse),
    ("a closed connection", .close, .connect),
    ("a redirect to nowhere", .redirect(to: "ftp://test.example/feed"), .redirect),
    ("attributes without end", .text(flood), .parse),
  ]

  private static let flood =
    "<?xml version=\"1.0\"?><rss version=\"2.0\" "
    + (0..<100_000).map { "a\($0)=\"1\"" }.joined(separator: " ") + "><channel/></rss>"

  @Test(arguments: troubles.indices)
  func `a source in trouble keeps its entries and says what to do`(_ index: Int) async throws {
    let (name, answer, kind) = Self.troubles[index]
    let script = Script(Self.good)
    let server = try script.serve()
    defer { server.stop() }
    let pipeline = try await Pipeline(server)
    #expect(try await pipeline.refresh() == [.updated(.init(new: 1))])
    script.say(answer)
    let outcomes = try await pipeline.refresh()
    guard case .failed(let failure) = try #require(outcomes.first) else {
      Issue.record("\(name): \(outcomes)")
      return
    }
    #expect(failure.kind == kind, "\(name): \(failure)")
    #expect(failure.reason.contains(" ") && !failure.reason.hasSuffix("."), "\(failure)")
    #expect(try await pipeline.titles() == ["Eins"])
    let state = try #require(try await pipeline.source()).state
    #expect(state.failure == failure)
    #expect(state.failures == 1)
    #expect(state.nextCheck > pipeline.clock.now.addingTimeInterval(-660))
    script.say(Self.good)
    #expect(try await pipeline.refresh().first?.isFailure == false)
    #expect(try #require(try await pipeline.source()).state.failures == 0)
  }

  @Test func `the host behind a redirect that wants rest gets it`() async throws {
    let busy = try TestServer { _ in .response(429, headers: ["Retry-After": "3600"]) }
    let other = try TestServer { _ in .redirect(to: busy.url + "/feed") }
    defer {
      busy.stop()
      other.stop()
    }
    let pipeline = try await Pipeline(
      [busy.url + "/b", other.url + "/a"].map { Subscription(feedURL: $0, title: "") })
    let first = try await pipeline.ingest.refreshAll()
    #expect(first.values.allSatisfy { $0.name == "asked to wait" })
    #expect(busy.requests.count <= 2)
    let count = busy.requests.count
    pipeline.clock.advance(by: 7200)
    #expect(try await pipeline.refresh().allSatisfy { $0.name == "asked to wait" })
    #expect(busy.requests.count == count)
  }

  @Test func `a page names the feed it advertises`() async throws {
    let server = try TestServer { _ in
      .text(
        """
        <!DOCTYPE html><html><head><link rel="alternate" type="application/rss+xml" href="/rss.xml">
        </head><body></body></html>
        """)
    }
    defer { server.stop() }
    let pipeline = try await Pipeline(server)
    let outcome = try #require(try await pipeline.refresh().first)
    #expect(outcome.description.contains("\(server.url)/rss.xml"))
  }

  @Test func `a document that could not be read is not frozen behind its validators`() async throws
  {
    let server = try TestServer { request in
      .response(200, headers: ["ETag": "\"broken\""], body: Array("<html>".utf8))
    }
    defer { server.stop() }
    let pipeline = try await Pipeline(server)
    _ = try await pipeline.refresh()
    _ = try await pipeline.refresh()
    #expect(server.requests.count == 2)
    #expect(server.requests.allSatisfy { $0["if-none-match"] == nil })
  }

  @Test func `429 is a wish and no failure, and is honoured`() async throws {
    let server = try TestServer { _ in .response(429, headers: ["Retry-After": "7200"]) }
    defer { server.stop() }
    let pipeline = try await Pipeline(server)
    guard case .rateLimited(let until) = try #require(try await pipeline.refresh().first) else {
      Issue.record("no rate limit")
      return
    }
    #expect(until == Date(timeIntervalSince1970: 1_795_000_000 + 7200))
    #expect(try #require(try await pipeline.source()).state.failures == 0)
  }

  @Test func `fifty megabytes are cut off with a sentence`() async throws {
    let server = try TestServer { _ in
      .flood(
        Array("HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n\r\n<rss>".utf8),
        again: [UInt8](repeating: 32, count: 1_000_000), times: 50)
    }
    defer { server.stop() }
    let pipeline = try await Pipeline(server)
    guard case .failed(let failure) = try #require(try await pipeline.refresh().first) else {
      Issue.record("no failure")
      return
    }
    #expect(failure.kind == .tooLarge)
  }

  @Test func `a server that never answers costs the others nothing`() async throws {
    let silent = try TestServer(on: "127.0.9.1") { _ in .hang }
    let good = try TestServer(on: "127.0.9.2") { _ in Self.good }
    defer {
      silent.stop()
      good.stop()
    }
    var limits = Limits()
    limits.firstByte = .milliseconds(300)
    limits.total = .seconds(1)
    let pipeline = try await Pipeline(
      [silent, good].map { Subscription(feedURL: $0.url + "/feed", title: "") }, limits: limits)
    let outcomes = try await pipeline.refresh()
    #expect(outcomes.count(where: \.isFailure) == 1)
    #expect(try await pipeline.titles() == ["Eins"])
  }

  @Test func `a billion laughs are read in no time and expand to nothing`() async throws {
    let entities = (1...9).map { level in
      "<!ENTITY l\(level) \"\(String(repeating: "&l\(level - 1);", count: 10))\">"
    }
    let bomb = """
      <?xml version="1.0"?><!DOCTYPE rss [<!ENTITY l0 "lol">\(entities.joined())
      <!ENTITY secret SYSTEM "file:///etc/passwd">]>
      <rss version="2.0"><channel><title>&l9;</title><item><guid>1</guid><title>&secret;x</title>
      </item></channel></rss>
      """
    let server = try TestServer { _ in .text(bomb) }
    defer { server.stop() }
    let pipeline = try await Pipeline(server)
    let start = ContinuousClock.now
    _ = try await pipeline.refresh()
    #expect(ContinuousClock.now - start < .seconds(240))
    let titles = try await pipeline.titles().joined()
    #expect(!titles.contains("root:"))
    #expect(try #require(try await pipeline.source()).profile.title?.count ?? 0 < 1000)
  }

  @Test func `a full disk is said, and nothing is half written`() async throws {
    let items = (0..<400).map {
      RSS.item("Nummer \($0)", guid: "\($0)", text: String(repeating: "Wort \($0) ", count: 300))
    }
    let server = try TestServer { _ in .text(RSS.feed(items)) }
    defer { server.stop() }
    let pipeline = try await Pipeline(
      [Subscription(feedURL: server.url + "/feed", title: "")], maximumPages: 119)
    guard case .unsaved(let reason) = try #require(try await pipeline.refresh().first) else {
      Issue.record("it was saved")
      return
    }
    #expect(reason.contains("full"))
    #expect(try await pipeline.titles().isEmpty)
  }
}
