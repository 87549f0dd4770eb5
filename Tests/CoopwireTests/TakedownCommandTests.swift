import Foundation
import GRDB
import Model
import TestServer
import Testing

@testable import coopwire

/// `coopwire entries` and `coopwire feeds release`, as an operator types them.
@Suite struct TakedownCommandTests {
  @Test func `an entry is hidden, shown and removed by the address of its page`() async throws {
    let feed = """
      <rss version="2.0"><channel><title>Mühle</title><link>https://muehle.example/</link>
      <description>x</description><item><title>Mehl</title><link>https://muehle.example/mehl</link>
      <pubDate>Wed, 18 Nov 2026 08:00:00 GMT</pubDate></item></channel></rss>
      """
    let server = try TestServer { _ in .text(feed) }
    defer { server.stop() }
    let program = try Program()
    try program.list([server.url + "/feed"])
    #expect(try await program.run("refresh").status == 0)
    let id = try #require(program.entryNames().first)
    let page = "https://news.example.coop/e/\(id)"
    for (word, says) in [
      ("hide", "out of sight"), ("show", "to be seen again"), ("remove", "removed for ever"),
    ] {
      if word != "remove" {
        let other = try await program.run("entries", word == "hide" ? "show" : "hide", page)
        #expect(other.status == 1 && other.text.contains("hidden"), "\(other.text)")
      }
      let run = try await program.run("entries", word, page)
      #expect(run.status == 0 && run.text.contains(says), "\(run.text)")
    }
    #expect(try program.entryNames().isEmpty)
    for (word, says) in [
      ("hide", "\(id) is removed for ever; there is nothing left to hide"),
      ("show", "\(id) cannot be shown: it is removed for ever"),
    ] {
      let run = try await program.run("entries", word, page)
      #expect(run.status == 1 && run.text.contains(says), "\(run.text)")
    }
  }

  @Test func `what names no entry and no source is said in a sentence`() async throws {
    let program = try Program()
    try program.list([])
    #expect(try await program.run("refresh").status == 0)
    let entry = try await program.run("entries", "hide", "nonsense")
    #expect(entry.status == 64 && entry.text.contains("'nonsense' names no entry"))
    let unknown = try await program.run("entries", "remove", "0000000000042")
    #expect(unknown.status == 1 && unknown.text.contains("the store knows no entry"))
    let source = try await program.run("feeds", "release", "nobody")
    #expect(source.status == 64 && source.text.contains("no source is called nobody"))
  }
}

extension Program {
  /// The entries that the program's index holds, as their pages are called.
  fileprivate func entryNames() throws -> [String] {
    let database = try DatabaseQueue(path: folder.appending(path: "data/coopwire.sqlite").path)
    defer { try? database.close() }
    return try database.read { db in
      try Int64.fetchAll(db, sql: "SELECT id FROM entry WHERE removed IS NULL ORDER BY id")
        .map { EntryID(rawValue: $0).description }
    }
  }
}
