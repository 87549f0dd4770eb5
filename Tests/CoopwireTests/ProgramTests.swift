import Foundation
import FoundationNetworking
import Glibc
import TestServer
import Testing

/// The built program from its command line.
@Suite struct ProgramTests {
  private static let feed = TestAnswer.text(
    """
    <rss version="2.0"><channel><title>Test</title><link>https://test.example/</link>
    <description>x</description><item><title>Eins</title><guid isPermaLink="false">1</guid>
    <pubDate>Wed, 18 Nov 2026 08:00:00 GMT</pubDate></item></channel></rss>
    """)

  @Test func `a refresh prints a line a source and a table, and is not repeated at once`()
    async throws
  {
    let server = try TestServer(on: "127.0.21.1") { _ in Self.feed }
    defer { server.stop() }
    let program = try Program()
    try program.list([server.url + "/feed"])
    let first = try await program.run("refresh")
    #expect(first.status == 0)
    #expect(first.text.hasPrefix("nummer_0  1 new\noutcome          sources\n"))
    let second = try await program.run("refresh")
    #expect(second.status == 0)
    #expect(
      second.text.hasSuffix("every source was asked less than ten minutes ago; try again later\n"))
    #expect(server.requests.count == 1)
    let list = try await program.run("feeds", "list")
    #expect(list.text.contains("nummer_0  active  last answer 20"))
  }

  @Test func `a source that fails is named, and the code is 1`() async throws {
    let server = try TestServer(on: "127.0.21.2") { _ in .response(404) }
    defer { server.stop() }
    let program = try Program()
    try program.list([server.url + "/feed"])
    let run = try await program.run("refresh")
    #expect(run.status == 1)
    #expect(run.text.contains("nummer_0  no feed is there (404)"))
  }

  @Test func `a refresh without a list, or into a file, says what to do`() async throws {
    let program = try Program()
    let listless = try await program.run("refresh")
    #expect(listless.status == 1)
    #expect(listless.text.hasPrefix("coopwire: feeds.opml: no list of sources could be read"))
    try program.write("", to: "file")
    let fileless = try await program.run("refresh", "--data", "file")
    #expect(fileless.status == 1)
    #expect(fileless.text.hasPrefix("coopwire: the database "))
    #expect(fileless.text.split(separator: "\n").count == 1)
  }

  @Test func `SIGINT ends a refresh soon, and the next one asks again`() async throws {
    let server = try TestServer(on: "127.0.21.3") { _ in .hang }
    defer { server.stop() }
    let program = try Program()
    try program.list([server.url + "/feed"])
    let run = try program.start("refresh")
    await run.send(SIGINT) { !server.requests.isEmpty }
    await run.end()
    #expect(run.status == 1)
    #expect(run.text.contains("coopwire: stopped before every source was asked"))
    let list = try await program.run("feeds", "list")
    #expect(list.text.contains("nummer_0  waiting"))
  }

  @Test func `serve says where, takes in an edit, and ends on SIGTERM`() async throws {
    let server = try TestServer(on: "127.0.21.4") { _ in Self.feed }
    defer { server.stop() }
    let program = try Program()
    try program.list([server.url + "/a"])
    let run = try program.start("serve", "--listen", "[::1]:0")
    #expect(await run.says("serves http://[::1]:"))
    #expect(!run.text.contains("[::1]:0/"))
    try program.list([server.url + "/a", server.url + "/b"])
    run.send(SIGHUP)
    #expect(await run.says("feeds.opml taken in: 1 added"))
    try program.write("<opml", to: "feeds.opml")
    #expect(await run.says("the sources stay as they were"))
    run.send(SIGTERM)
    let start = ContinuousClock.now
    await run.end()
    #expect(ContinuousClock.now - start < .seconds(20))
    #expect(run.status == 0)
  }

  @Test func `what another process writes is seen by a running serve, whose log names no reader`()
    async throws
  {
    let server = try TestServer(on: "127.0.21.6") { _ in Self.feed }
    defer { server.stop() }
    let program = try Program()
    try program.list([server.url + "/a"])
    let run = try program.start("serve", "--listen", "127.0.21.7:0")
    #expect(await run.says("serves http://127.0.21.7:"))
    let address = try #require(run.text.firstMatch(of: /http:\/\/127[^\/]*/)?.output)
    let page = try #require(URL(string: address + "/sources"))
    #expect(try await Self.text(at: page).contains("Nummer 0"))
    try program.write(
      "<opml version='2.0'><body><outline text='Anders' xmlUrl='\(server.url)/a'/></body></opml>",
      to: "other.opml")
    let other = try await program.run("feeds", "apply", "--opml", "other.opml")
    #expect(other.text.contains("~ \(server.url)/a  Anders"))
    let deadline = ContinuousClock.now + .seconds(20)
    while try await !Self.text(at: page).contains("Anders"), ContinuousClock.now < deadline {
      try await Task.sleep(for: .milliseconds(100))
    }
    #expect(try await Self.text(at: page).contains("Anders"))
    run.send(SIGTERM)
    await run.end()
    #expect(!run.text.contains("127.0.0.1"))
  }

  private static func text(at url: URL) async throws -> String {
    let (data, _) = try await URLSession.shared.data(from: url)
    return String(decoding: data, as: UTF8.self)
  }

  @Test func `looking at sources makes no index`() async throws {
    let program = try Program()
    try program.list(["http://127.0.21.8/feed"])
    let list = try await program.run("feeds", "list")
    #expect(list.text == "no sources yet; 'coopwire refresh' takes in feeds.opml\n")
    let difference = try await program.run("feeds", "diff")
    #expect(difference.text.hasSuffix("1 added, 0 removed, 0 changed\n"))
    let data = program.folder.appending(path: "data").path
    #expect(!FileManager.default.fileExists(atPath: data))
  }

  @Test func `a host that is none is a sentence`() async throws {
    let program = try Program()
    try program.list([])
    let run = try await program.run("serve", "--listen", "no.such.host.invalid:8080")
    #expect(run.status == 1)
    #expect(run.text.contains("coopwire: no.such.host.invalid is no address of this machine"))
  }

  @Test func `a taken port is a sentence`() async throws {
    let taken = try TestServer(on: "127.0.21.5") { _ in .close }
    defer { taken.stop() }
    let program = try Program()
    try program.list([])
    let run = try await program.run("serve", "--listen", "127.0.21.5:\(taken.port)")
    #expect(run.status == 1)
    #expect(run.text.contains("coopwire: another process already listens on 127.0.21.5:"))
  }

  @Test(arguments: [SIGINT, SIGTERM])
  func `the demo starts, and ends cleanly`(signal: Int32) async throws {
    let program = try Program()
    let run = try program.start("demo", "--listen", "127.0.0.1:0", "--interval", "1")
    #expect(await run.says("serves http://127.0.0.1:"))
    run.send(signal)
    await run.end()
    #expect(run.status == 0)
  }
}
