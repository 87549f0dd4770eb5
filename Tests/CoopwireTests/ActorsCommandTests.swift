import Foundation
import GRDB
import Testing

@testable import coopwire

/// `coopwire actors`, as an operator types it.
@Suite struct ActorsCommandTests {
  private func followers(of program: Program) throws -> [String] {
    try program.database { db in
      try String.fetchAll(db, sql: "SELECT host FROM follower ORDER BY host")
    }
  }

  @Test func `our actors are listed, and who follows them`() async throws {
    let program = try await Program.newswire()
    let list = try await program.run("actors", "list")
    #expect(list.status == 0, "\(list.text)")
    for words in ["@news@news.example.coop", " 3  everything", "@nummer_0@news.example.coop"] {
      #expect(list.text.contains(words), "\(list.text)")
    }
    let followers = try await program.run("actors", "followers", "@news")
    #expect(followers.status == 0)
    #expect(followers.text.contains("https://sub.a.example/users/eve"))
    let nobody = try await program.run("actors", "followers", "nummer_0")
    #expect(nobody.status == 0 && nobody.text.contains("nobody follows nummer_0 yet"))
    let unknown = try await program.run("actors", "followers", "@nobody")
    #expect(unknown.status == 1)
    #expect(unknown.text.contains("no actor nobody; 'coopwire actors list'"), "\(unknown.text)")
  }

  @Test(arguments: [["followers"], ["rotate-key"], ["delete", "--for-ever"]])
  func `an actor that is not there is no wrong usage, whatever is asked of it`(words: [String])
    async throws
  {
    let program = try await Program.newswire()
    let run = try await program.run(["actors"] + words + ["@nobody"])
    #expect(run.status == 1)
    #expect(run.text.contains("no actor nobody; 'coopwire actors list'"), "\(run.text)")
    let nonsense = try await program.run(["actors"] + words + ["@@"])
    #expect(nonsense.status == 64, "\(nonsense.text)")
  }

  @Test func `a blocked domain is rid of at once, and welcome again later`() async throws {
    let program = try await Program.newswire()
    let none = try await program.run("actors", "blocks")
    #expect(none.status == 0 && none.text.contains("nobody is blocked"))
    let block = try await program.run("actors", "block", "A.example")
    #expect(block.status == 0 && block.text.contains("a.example is blocked"))
    #expect(try followers(of: program) == ["b.example"])
    let blocks = try await program.run("actors", "blocks")
    #expect(blocks.text.contains("blocked   a.example, since 20"), "\(blocks.text)")
    let unblock = try await program.run("actors", "unblock", "a.example")
    #expect(unblock.status == 0 && unblock.text.contains("welcome again"))
    let again = try await program.run("actors", "unblock", "a.example")
    #expect(again.status == 64 && again.text.contains("a.example is not blocked"))
  }

  @Test func `an actor is silenced or forgotten by its id`() async throws {
    let program = try await Program.newswire()
    let bob = "https://b.example/users/bob"
    let silence = try await program.run("actors", "silence", bob)
    #expect(silence.status == 0 && silence.text.contains("silenced"))
    #expect(try followers(of: program).contains("b.example"))
    let purge = try await program.run("actors", "purge", bob)
    #expect(purge.status == 0 && purge.text.contains("it may come again"))
    #expect(try !followers(of: program).contains("b.example"))
    let host = try await program.run("actors", "purge", "a.example")
    #expect(host.status == 0, "\(host.text)")
    #expect(try followers(of: program).isEmpty)
  }

  @Test(arguments: ["spam", "@ada@a.example", "a.example/users", "a b.example", ""])
  func `what is neither host nor actor is said in a sentence`(name: String) async throws {
    let program = try Program(environment: Program.site)
    try program.list([])
    for command in ["block", "silence", "unblock", "purge"] {
      let run = try await program.run("actors", command, name)
      #expect(run.status == 64, "\(run.text)")
      #expect(run.text.contains("neither a host nor an actor's id"), "\(run.text)")
    }
  }

  @Test func `answers wait to be judged, one line each`() async throws {
    let program = try await Program.newswire()
    let replies = try await program.run("actors", "replies")
    #expect(replies.status == 0)
    #expect(replies.text.contains("@ada@a.example answers n, 1970-01-01T00:00:00Z: Gut gesagt\n"))
    let few = try await program.run("actors", "replies", "--limit", "0")
    #expect(few.status == 64 && few.text.contains("--limit is 0"))
    for (number, word, says) in [(0, "show", "is shown"), (1, "refuse", "is refused")] {
      let run = try await program.run(
        "actors", "judge", word, "https://a.example/notes/\(number)")
      #expect(run.status == 0 && run.text.contains(says), "\(run.text)")
    }
    let states = try program.database { db in
      try String.fetchAll(db, sql: "SELECT state FROM reply ORDER BY id")
    }
    #expect(states == ["shown", "refused"])
    let left = try await program.run("actors", "replies")
    #expect(left.text.contains("nothing waits to be judged"))
    let unknown = try await program.run("actors", "judge", "show", "https://a.example/notes/9")
    #expect(unknown.status == 64 && unknown.text.contains("no reply is called"))
    let reports = try await program.run("actors", "reports")
    #expect(reports.status == 0 && reports.text.contains("nobody has complained"))
  }

  @Test func `a new key leaves the old one to be read for a while`() async throws {
    let program = try await Program.newswire()
    for number in 1...2 {
      let run = try await program.run("actors", "rotate-key", "@news")
      #expect(run.status == 0 && run.text.contains("news has a new key"), "\(run.text)")
      let keys = try program.database { db in
        try String.fetchAll(
          db, sql: "SELECT pem FROM actor_key UNION SELECT pem FROM former_key")
      }
      #expect(Set(keys).count == number + 1)
    }
    let unknown = try await program.run("actors", "rotate-key", "@nobody")
    #expect(unknown.status == 1 && unknown.text.contains("nobody"), "\(unknown.text)")
    let nonsense = try await program.run("actors", "rotate-key", "@@")
    #expect(nonsense.status == 64 && nonsense.text.contains("names no actor of ours"))
  }

  @Test func `an actor is ended only by whoever says that it is for ever`() async throws {
    let program = try await Program.newswire()
    try program.database { try $0.execute(sql: "UPDATE follower SET actor = 'nummer_0'") }
    let hasty = try await program.run("actors", "delete", "@nummer_0")
    #expect(hasty.status == 64 && hasty.text.contains("--for-ever"), "\(hasty.text)")
    let run = try await program.run("actors", "delete", "@nummer_0", "--for-ever")
    #expect(run.status == 0 && run.text.contains("gone for ever"), "\(run.text)")
    let kinds = try program.database { db in
      try String.fetchAll(db, sql: "SELECT kind FROM activity")
    }
    #expect(kinds == ["Delete"])
    let again = try await program.run("actors", "delete", "@nummer_0", "--for-ever")
    #expect(again.status == 1 && again.text.contains("nummer_0"), "\(again.text)")
  }

  @Test func `a preview has no keys to change and nobody to take along`() async throws {
    let program = try Program()
    try program.list([])
    for words in [["rotate-key", "@news"], ["move", "@news", "@a@b.example"]] {
      let run = try await program.run(["actors"] + words)
      #expect(run.status == 64 && run.text.contains("nobody follows a preview"), "\(run.text)")
    }
  }

  @Test func `a move to an account that cannot be found changes nothing`() async throws {
    let program = try await Program.newswire()
    let run = try await program.run("actors", "move", "@nummer_0", "@a@127.0.0.1:1")
    #expect(run.status == 1, "\(run.text)")
    #expect(run.text.contains("127.0.0.1:1"), "\(run.text)")
    let malformed = try await program.run("actors", "move", "@nummer_0", "a.example")
    #expect(malformed.status != 0 && malformed.text.contains("@name@host"), "\(malformed.text)")
    let moved = try program.database { db in
      try Int.fetchOne(db, sql: "SELECT count(*) FROM actor WHERE moved_to IS NOT NULL")
    }
    #expect(moved == 0)
  }
}
