import Foundation
import GRDB
import TestServer
import Testing

/// A newswire with a past, and what stands in its index.
extension Program {
  /// What makes a newswire public.
  static let site = [
    "COOPWIRE_SITE_URL": "https://news.example.coop",
    "COOPWIRE_SITE_IMPRINT": "https://news.example.coop/imprint",
    "COOPWIRE_SITE_PRIVACY": "https://news.example.coop/privacy",
    "COOPWIRE_SITE_CONTACT": "mailto:post@example.coop",
  ]

  private static let feed = """
    <rss version="2.0"><channel><title>Mühle</title><link>https://muehle.example/</link>
    <description>x</description><item><title>Mehl</title><link>https://muehle.example/mehl</link>
    <pubDate>Wed, 18 Nov 2026 08:00:00 GMT</pubDate></item></channel></rss>
    """

  /// A newswire that has read one feed, with three followers and two answers.
  static func newswire() async throws -> Program {
    let server = try TestServer { _ in .text(Self.feed) }
    defer { server.stop() }
    let program = try Program(environment: site)
    try program.list([server.url + "/feed"])
    #expect(try await program.run("refresh").status == 0)
    try program.database { db in
      for (name, host) in [("ada", "a.example"), ("eve", "sub.a.example"), ("bob", "b.example")] {
        let id = "https://\(host)/users/\(name)"
        try db.execute(
          sql: """
            INSERT INTO follower(actor, id, inbox, target, host, follow, since)
            VALUES ('news', ?, ?, ?, ?, 'f', 0)
            """, arguments: [id, id + "/inbox", id + "/inbox", host])
      }
      for (number, text) in ["<p>Gut</p>\n<p>gesagt</p>", "<p>Hm</p>"].enumerated() {
        try db.execute(
          sql: """
            INSERT INTO reply(id, note, actor, host, account, url, content, published, received, state)
            VALUES (?, 'n', 'https://a.example/users/ada', 'a.example', 'ada@a.example', '', ?, 0, 0,
              'waiting')
            """, arguments: ["https://a.example/notes/\(number)", text])
      }
    }
    return program
  }

  func database<Value>(_ body: (Database) throws -> Value) throws -> Value {
    let database = try DatabaseQueue(path: folder.appending(path: "data/coopwire.sqlite").path)
    defer { try? database.close() }
    return try database.write(body)
  }

  /// The first column of what a query finds.
  func column(_ sql: String) throws -> [String] {
    try database { db in try String.fetchAll(db, sql: sql) }
  }
}
