import Foundation
import GRDB
import Testing

/// What `coopwire actors` and `coopwire feeds release` leave in the index, and what they say when
/// something is wrong.
@Suite struct ModerationCommandTests {
  /// Every command that needs an index.
  private static let commands = [
    ["actors", "list"], ["actors", "followers", "@news"], ["actors", "blocks"],
    ["actors", "block", "spam.example"], ["actors", "silence", "spam.example"],
    ["actors", "unblock", "spam.example"], ["actors", "purge", "spam.example"],
    ["actors", "replies"], ["actors", "reports"],
    ["actors", "judge", "show", "https://a.example/1"],
    ["actors", "rotate-key", "@news"], ["actors", "move", "@news", "@a@127.0.0.1:1"],
    ["actors", "delete", "@muehle", "--for-ever"], ["feeds", "release", "muehle"],
    ["entries", "hide", "0000000000042"],
  ]

  @Test func `where there is no index, every command says so and makes none`() async throws {
    let program = try Program(environment: Program.site)
    for command in Self.commands {
      let run = try await program.run(command)
      #expect(run.status == 1, "\(command): \(run.text)")
      #expect(run.text.hasPrefix("coopwire: there is no index at /"), "\(command): \(run.text)")
      #expect(run.text.contains("--data"))
    }
    let data = program.folder.appending(path: "data").path
    #expect(!FileManager.default.fileExists(atPath: data))
  }

  @Test func `nothing is changed in an index that ends with the command`() async throws {
    let program = try Program()
    let run = try await program.run("actors", "block", "spam.example", "--data", ":memory:")
    #expect(run.status == 1 && run.text.contains("the index is in memory"), "\(run.text)")
  }

  @Test func `a newswire without a past has an answer to every question`() async throws {
    let program = try Program()
    try program.list([])
    #expect(try await program.run("refresh").status == 0)
    let answers = [
      (["list"], "everything"), (["followers", "@news"], "nobody follows news yet"),
      (["blocks"], "nobody is blocked"), (["replies"], "nothing waits to be judged"),
      (["reports"], "nobody has complained"),
    ]
    for (command, words) in answers {
      let run = try await program.run(["actors"] + command)
      #expect(run.status == 0 && run.text.contains(words), "\(run.text)")
    }
  }

  /// Puts one activity on its way to the three followers, and an errand beside it.
  private func queue(in program: Program) throws {
    try program.database { db in
      try db.execute(
        sql: """
          INSERT INTO activity(id, path, actor, kind, object, body, made)
          VALUES (1, '/ap/activities/1', 'news', 'Announce', 'o', x'7b7d', 0);
          INSERT INTO delivery(activity_id, inbox, host, next_at)
          SELECT 1, inbox, host, 0 FROM follower;
          INSERT INTO remote_actor(id, host, fetched, document)
          SELECT id, host, 0, '{}' FROM follower;
          INSERT INTO errand(signer, body, next_at) SELECT id, x'7b7d', 0 FROM follower;
          INSERT INTO reaction(note, kind, actor, host, activity, at)
          SELECT 'n', 'like', id, host, id || '/like', 0 FROM follower;
          """)
    }
  }

  @Test func `what waits for a blocked host is not sent, nor what it sent looked at`() async throws
  {
    let program = try await Program.newswire()
    try queue(in: program)
    #expect(try await program.run("actors", "block", "a.example").status == 0)
    for table in ["delivery", "follower", "reaction"] {
      #expect(try program.column("SELECT host FROM \(table)") == ["b.example"], "\(table)")
    }
    #expect(try program.column("SELECT signer FROM errand") == ["https://b.example/users/bob"])
    #expect(try program.column("SELECT id FROM reply").isEmpty)
  }

  @Test func `what waits for a blocked actor is not sent, and its neighbours get theirs`()
    async throws
  {
    let program = try await Program.newswire()
    try queue(in: program)
    // Bob has moved in with Ada, and what is for both goes to one inbox.
    try program.database { db in
      try db.execute(
        sql: """
          UPDATE follower SET host = 'a.example', target = 'https://a.example/inbox'
          WHERE host IN ('a.example', 'b.example');
          UPDATE delivery SET inbox = 'https://a.example/inbox' WHERE host = 'a.example';
          """)
    }
    let waiting = "SELECT inbox FROM delivery ORDER BY inbox"
    let shared = "https://a.example/inbox"
    for (name, left) in [("a.example/users/ada", [shared]), ("b.example/users/bob", [])] {
      let run = try await program.run("actors", "block", "https://" + name)
      #expect(run.status == 0 && run.text.contains("what it left here is gone"), "\(run.text)")
      #expect(try program.column(waiting).filter { $0 == shared } == left)
    }
    #expect(try program.column("SELECT host FROM follower") == ["sub.a.example"])
  }

  @Test func `whoever is silenced goes on following, and what it said and liked is gone`()
    async throws
  {
    let program = try await Program.newswire()
    try queue(in: program)
    let run = try await program.run("actors", "silence", "a.example")
    #expect(run.status == 0 && run.text.contains("it may follow"), "\(run.text)")
    #expect(try program.column("SELECT host FROM follower").count == 3)
    #expect(try program.column("SELECT host FROM delivery").count == 3)
    #expect(try program.column("SELECT host FROM reaction") == ["b.example"])
    #expect(try program.column("SELECT id FROM reply").isEmpty)
    let blocks = try await program.run("actors", "blocks")
    #expect(blocks.text.contains("silenced  a.example, since 20"), "\(blocks.text)")
  }

  @Test func `every follower is named once, however many there are`() async throws {
    let program = try await Program.newswire()
    try program.database { db in
      try db.execute(
        sql: """
          WITH RECURSIVE counted(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM counted LIMIT 2500)
          INSERT INTO follower(actor, id, inbox, target, host, follow, since)
          SELECT 'news', 'https://c.example/u/' || n, 'i', 'i', 'c.example', 'f', 0 FROM counted
          """)
    }
    let run = try await program.run("actors", "followers", "@news")
    let lines = run.text.split(separator: "\n")
    #expect(run.status == 0 && lines.count == 2503 && Set(lines).count == 2503)
  }

  @Test func `whoever is purged is known no more`() async throws {
    let program = try await Program.newswire()
    try queue(in: program)
    let bob = "https://b.example/users/bob"
    try program.database { db in
      try db.execute(
        sql: """
          INSERT INTO remote_key(id, owner, material, fetched) VALUES ('k1', '\(bob)', 'z', 0);
          INSERT INTO report(id, actor, host, content, objects, received)
          VALUES ('r', 'https://a.example/actor', 'a.example', 'x', '[]', 1);
          """)
    }
    for name in [bob, "a.example"] {
      let run = try await program.run("actors", "purge", name)
      #expect(run.status == 0 && run.text.contains("nothing of \(name) is known here any more"))
    }
    let tables = [
      "follower", "remote_actor", "remote_key", "report", "reply", "reaction", "errand", "delivery",
      "block",
    ]
    for table in tables {
      #expect(try program.column("SELECT 1 FROM \(table)").isEmpty, "\(table)")
    }
  }

  @Test func `an actor that nobody has heard of may be misspelt`() async throws {
    let program = try await Program.newswire()
    let page = "https://b.example/@bob"
    for command in ["block", "silence", "purge"] {
      let run = try await program.run("actors", command, page)
      #expect(run.status == 0, "\(run.text)")
      #expect(run.text.contains("its page may have another address"), "\(run.text)")
    }
    #expect(try program.column("SELECT kind FROM block") == ["silence"])
  }

  @Test func `a name below a blocked host is not unblocked alone`() async throws {
    let program = try await Program.newswire()
    #expect(try await program.run("actors", "block", "a.example").status == 0)
    for name in ["sub.a.example", "https://a.example/users/ada"] {
      let run = try await program.run("actors", "unblock", name)
      #expect(run.status == 64, "\(run.text)")
      #expect(run.text.contains("\(name) is blocked only because a.example is"), "\(run.text)")
    }
    let other = try await program.run("actors", "unblock", "ba.example")
    #expect(other.status == 64 && other.text.contains("ba.example is not blocked"))
  }

  @Test func `what answers no entry can be refused, and not shown`() async throws {
    let program = try await Program.newswire()
    try program.database { try $0.execute(sql: "UPDATE reply SET note = NULL") }
    let list = try await program.run("actors", "replies")
    #expect(list.text.contains("@ada@a.example mentions us"), "\(list.text)")
    let id = "https://a.example/notes/0"
    let show = try await program.run("actors", "judge", "show", id)
    #expect(show.status == 64 && show.text.contains("answers no entry"), "\(show.text)")
    let refuse = try await program.run("actors", "judge", "refuse", id)
    #expect(refuse.status == 0, "\(refuse.text)")
    #expect(try program.column("SELECT state FROM reply ORDER BY id") == ["refused", "waiting"])
    let other = try await program.run("actors", "judge", "perhaps", id)
    #expect(other.status == 64 && other.text.contains("perhaps"), "\(other.text)")
  }

  @Test func `words of strangers move no cursor and begin no line`() async throws {
    let program = try await Program.newswire()
    try program.database { db in
      try db.execute(
        sql: """
          UPDATE reply SET account = ?, content = ? WHERE id LIKE '%/0';
          INSERT INTO report(id, actor, host, content, objects, received)
          VALUES ('r', 'a', 'a.example', ?, '["https://news.example.coop/ap/notes/1"]', 1);
          """,
        arguments: [
          "ada\u{1B}[2J\n@a.example", "<p>one\u{1B}]0;x\u{7}\u{9B}two\u{202E}</p>",
          "spam\n2026 other.example:\u{1B}[1A forged\u{7F}",
        ])
    }
    for command in ["replies", "reports"] {
      let run = try await program.run("actors", command)
      #expect(run.status == 0)
      let obeyed = run.text.unicodeScalars.filter { scalar in
        scalar != "\n" && (scalar.properties.generalCategory == .control || scalar == "\u{202E}")
      }
      #expect(obeyed.isEmpty, "\(run.text)")
      #expect(run.text.split(separator: "\n").count == (command == "replies" ? 4 : 2))
    }
  }

  @Test func `a source is released by its name, and what that does is said`() async throws {
    let program = try await Program.newswire()
    let none = try await program.run("feeds", "release", "nummer_0")
    #expect(none.status == 0 && none.text.contains("nothing of nummer_0 was kept back"))
    for (table, words) in [
      ("hold", "is released; 0 entries appeared"), ("opt_out", "mirrored again"),
    ] {
      try program.database { db in
        try db.execute(sql: "INSERT INTO \(table)(source_id, since, reason) VALUES (1, 0, 'asked')")
      }
      let run = try await program.run("feeds", "release", "@nummer_0@news.example.coop")
      #expect(run.status == 0 && run.text.contains(words), "\(run.text)")
      #expect(try program.column("SELECT reason FROM \(table)").isEmpty)
    }
  }

  @Test func `only what tells something is listed as an actor, and where it has gone`() async throws
  {
    let program = try Program(environment: Program.site)
    try program.write(
      """
      <opml version="2.0" xmlns:coop="urn:coopwire:opml"><body>
      <outline text="Mühle" xmlUrl="http://127.0.22.1/m" coop:handle="muehle"/>
      <outline text="Still" xmlUrl="http://127.0.22.1/s" coop:handle="still" coop:ap="off"/>
      <outline text="Wind" type="activitypub" coop:account="@wind@a.example" coop:handle="wind"/>
      </body></opml>
      """, to: "feeds.opml")
    #expect(try await program.run("feeds", "apply").status == 0)
    try program.database { db in
      try db.execute(
        sql:
          "INSERT INTO actor(handle, moved_to, moved) VALUES ('muehle', 'https://m.example/a', 0)")
    }
    let list = try await program.run("actors", "list")
    #expect(list.status == 0)
    let muehle = try #require(list.text.split(separator: "\n").last)
    #expect(muehle.hasPrefix("@muehle@news.example.coop "))
    #expect(muehle.hasSuffix(" 0  Mühle (moved to https://m.example/a)"))
    #expect(!list.text.contains("wind@") && !list.text.contains("still@"), "\(list.text)")
  }
}
