import Foundation
import Model
import Store
import Synchronization
import TestServer
import Testing

@testable import Federation

/// What is said of entries, in what words and how often.
struct AnnouncerTests {
  /// What the server of a source says of its own post of an entry, as a test turns it.
  private final class SourceServer: Sendable {
    private let finding = Mutex(NativeFinding.unknown)

    func says(_ finding: NativeFinding) {
      self.finding.withLock { $0 = finding }
    }

    var answer: NativeFinding { finding.withLock(\.self) }
  }

  /// An office with followers of the collection and of a source whose server does not say, at first.
  private func withSilentServer(
    _ test: (PostOffice, SourceServer) async throws -> Void
  ) async throws {
    let server = SourceServer()
    let questions = PostOffice.Questions(native: { _, _ in server.answer })
    try await PostOffice.open(asking: questions) { office in
      try office.follow("news", by: "bob")
      try office.follow("mill", by: "ada")
      try await test(office, server)
    }
  }

  private func note(_ id: EntryID) -> String { "https://news.example.coop/ap/notes/\(id)" }

  private func reword(_ id: EntryID, _ title: String, in office: PostOffice) throws {
    try office.raw("UPDATE entry SET title = '\(title)' WHERE id = \(id.rawValue)")
  }

  @Test func `a source tells, the others boost`() async throws {
    try await PostOffice.open { office in
      try office.follow("mill", by: "ada", on: 1)
      try office.follow("news", by: "bob", on: 2)
      let id = try await office.tell("One")
      try office.announce(.new, id, by: "news")
      try await office.work()
      let received = try office.received()
      let announce = try #require(received.first { $0["type"] as? String == "Announce" })
      #expect(try Set(office.kinds()) == ["Create", "Announce"])
      #expect(announce["object"] as? String == note(id))
      #expect(
        announce["cc"] as? [String] == [
          "https://news.example.coop/ap/users/news/followers",
          "https://news.example.coop/ap/users/mill",
        ])
      let shown = try await office.newswire.json(
        "https://news.example.coop/ap/announces/news-\(id)")
      #expect(NSDictionary(dictionary: shown) == NSDictionary(dictionary: announce))
    }
  }

  @Test func `an announcement has its effect once`() async throws {
    try await PostOffice.open { office in
      try office.follow("mill", by: "ada")
      let id = try await office.tell("One")
      try await office.work()
      try office.announce(.new, id, by: "mill")
      try await office.work()
      #expect(office.server.requests.count == 1)
      let due = try await office.store.dueAnnouncements(now: office.clock.now, limit: 9)
      #expect(due.isEmpty)
    }
  }

  @Test func `an edit is told once its note looks different, ten minutes later`() async throws {
    try await PostOffice.open { office in
      try office.follow("mill", by: "ada")
      let id = try await office.tell("One")
      try await office.work()
      try office.announce(.edited, id, by: "mill")
      try reword(id, "O ne", in: office)
      try await office.work()
      #expect(try office.rows("SELECT * FROM announcement").isEmpty)
      try reword(id, "Other", in: office)
      try office.announce(.edited, id, by: "mill")
      try await office.work()
      #expect(try office.kinds() == ["Create"])
      office.clock.advance(600)
      try await office.work()
      #expect(try office.kinds() == ["Create", "Update"])
      let received = try office.received()
      let update = try #require(received.last)
      let object = try #require(update["object"] as? [String: Any])
      #expect(object["id"] as? String == note(id))
      #expect(object["updated"] as? String == "2026-09-21T14:23:20Z")
      let shown = try await office.newswire.json(note(id), now: office.clock.now)
      #expect(shown["updated"] as? String == "2026-09-21T14:23:20Z")
    }
  }

  @Test(arguments: [true, false])
  func `nothing is said of a source that is held, or rebuilt of late`(isHeld: Bool) async throws {
    try await PostOffice.open { office in
      try office.follow("mill", by: "ada")
      let one = try await office.tell("One")
      try await office.work()
      let two = try await office.tell("Two")
      try reword(one, "Casino", in: office)
      try office.announce(.edited, one, by: "mill")
      let mill = try await office.newswire.source("mill")
      if isHeld {
        try office.raw(
          "INSERT INTO hold(source_id, since, reason) VALUES (\(mill.id), 0, 'stolen')")
      } else {
        var state = mill.state
        state.quietUntil = office.clock.now.addingTimeInterval(86_400)
        try await office.store.record(state, of: mill.id, owner: "test")
      }
      for hours in [1.0, 22] {
        office.clock.advance(3600 * hours)
        try await office.work()
        #expect(try office.kinds() == ["Create"])
      }
      try office.raw("DELETE FROM hold")
      office.clock.advance(2 * 3600)
      try await office.work()
      let later = try office.received().dropFirst()
      #expect(Set(later.compactMap { $0["type"] as? String }) == ["Create", "Update"])
      let ids = later.compactMap { ($0["object"] as? [String: Any])?["id"] as? String }
      #expect(Set(ids) == [note(one), note(two)])
    }
  }

  @Test func `a source that is held is not asked for its own post`() async throws {
    let post = "https://mill.social/posts/1"
    let native: Announcer.Native = { _, _ in .found(id: post, author: "https://mill.social/") }
    try await PostOffice.open(asking: PostOffice.Questions(native: native)) { office in
      let id = try await office.tell("One")
      let mill = try await office.newswire.source("mill").id
      try office.raw("INSERT INTO hold(source_id, since, reason) VALUES (\(mill), 0, 'stolen')")
      try await office.work()
      #expect(try await office.store.entry(id)?.native == nil)
      try office.raw("DELETE FROM hold")
      office.clock.advance(3600)
      try await office.work()
      #expect(try await office.store.entry(id)?.native == post)
    }
  }

  /// The entry changes while it is judged.
  @Test func `what was judged by words that are no more is judged anew`() async throws {
    try await PostOffice.open { office in
      try office.follow("mill", by: "ada")
      let id = try await office.tell("One")
      let announcement = try #require(
        try await office.store.dueAnnouncements(now: office.clock.now, limit: 9).first)
      let judge = AnnouncementJudge(
        site: Newswire.site, store: office.store, now: office.clock.now)
      guard case .settle(let settlement) = try await judge.decision(on: announcement) else {
        Issue.record("it waits")
        return
      }
      try office.raw("UPDATE entry SET title = 'Two'")
      #expect(try await !office.store.settle(announcement, settlement))
      try office.raw("UPDATE entry SET title = 'One', is_hidden = 1")
      #expect(try await !office.store.settle(announcement, settlement))
      try office.raw("UPDATE entry SET title = 'Three', is_hidden = 0")
      try await office.work()
      let note = try #require(try office.received().first?["object"] as? [String: Any])
      #expect((note["content"] as? String)?.contains("Three") == true)
      #expect(try await office.store.posts(of: id).count == 1)
    }
  }

  @Test func `what is hidden when it is to be told is told once it is shown`() async throws {
    try await PostOffice.open { office in
      try office.follow("mill", by: "ada", on: 1)
      try office.follow("news", by: "bob", on: 2)
      let id = try await office.tell("One")
      try office.announce(.new, id, by: "news")
      try await office.store.hide(id, now: office.clock.now)
      try await office.work()
      #expect(office.server.requests.isEmpty)
      try await office.store.show(id, now: office.clock.now)
      office.clock.advance(3600)
      try await office.work()
      #expect(try Set(office.kinds()) == ["Create", "Announce"])
    }
  }

  @Test func `an edit of what is hidden is told once it is shown`() async throws {
    try await PostOffice.open { office in
      try office.follow("mill", by: "ada")
      let id = try await office.tell("One")
      try await office.work()
      office.clock.advance(3600)
      try await office.store.hide(id, now: office.clock.now)
      try reword(id, "Other", in: office)
      try office.announce(.edited, id, by: "mill")
      try await office.work()
      #expect(try office.kinds() == ["Create"])
      try await office.store.show(id, now: office.clock.now)
      office.clock.advance(3600)
      try await office.work()
      #expect(try office.kinds() == ["Create", "Update"])
    }
  }

  @Test func `a source off the list tells nothing new, and its actor stays`() async throws {
    try await PostOffice.open { office in
      try office.follow("mill", by: "ada")
      let one = try await office.tell("One")
      try await office.work()
      let now = office.clock.now
      let list = SubscriptionList(subscriptions: [Newswire.bakery])
      _ = try await office.store.reconcile(with: list, now: now) { _, _ in now }
      try office.announce(
        .new, try #require(try await office.newswire.tell(["Two"], by: "mill").first), by: "mill")
      try await office.work()
      #expect(try office.kinds() == ["Create"])
      office.clock.advance(31 * 86_400)
      #expect(try await office.store.hideRetired(now: office.clock.now) == 2)
      _ = try await office.newswire.json(note(one), expecting: 404)
      _ = try await office.newswire.json("https://news.example.coop/ap/users/mill")
    }
  }

  @Test func `whoever got a boost of a note is told of its edit`() async throws {
    try await PostOffice.open { office in
      try office.follow("mill", by: "ada", on: 1)
      try office.follow("news", by: "bob", on: 2)
      try office.follow("essen", by: "cem", on: 3)
      let id = try await office.tell("One")
      try office.announce(.new, id, by: "news")
      try await office.work()
      office.clock.advance(600)
      try reword(id, "Other", in: office)
      try office.announce(.edited, id, by: "mill")
      try await office.work()
      let inboxes = office.server.requests.suffix(2).map(\.target)
      #expect(inboxes.sorted() == ["/ada/inbox", "/bob/inbox"])
      #expect(try office.kinds().sorted() == ["Announce", "Create", "Update", "Update"])
    }
  }

  @Test func `a note is told anew five times at most`() async throws {
    try await PostOffice.open { office in
      try office.follow("mill", by: "ada")
      let id = try await office.tell("One")
      try await office.work()
      for number in 1...7 {
        office.clock.advance(600)
        try reword(id, "Title \(number)", in: office)
        try office.announce(.edited, id, by: "mill")
        try await office.work()
      }
      #expect(try office.kinds() == ["Create"] + Array(repeating: "Update", count: 5))
    }
  }

  @Test func `of waiting updates only the last one is sent`() async throws {
    try await PostOffice.open { office in
      try office.follow("mill", by: "ada")
      let id = try await office.tell("One")
      try await office.work()
      for number in 1...3 {
        office.clock.advance(600)
        try reword(id, "Title \(number)", in: office)
        try office.announce(.edited, id, by: "mill")
        try await office.announcer.settleDue()
        while try await office.store.spread(now: office.clock.now) {}
      }
      await office.courier.deliverDue()
      #expect(try office.kinds() == ["Create", "Update"])
      let body = String(decoding: try #require(office.server.requests.last).body, as: UTF8.self)
      #expect(body.contains("Title 3"))
    }
  }

  @Test func `S20: whoever got the note or a boost of it is told that it is gone`() async throws {
    try await PostOffice.open { office in
      try office.follow("mill", by: "ada", on: 1)
      try office.follow("news", by: "bob", on: 2)
      let id = try await office.tell("One")
      try office.announce(.new, id, by: "news")
      try await office.work()
      try office.announce(.withdrawn, id, by: "mill")
      try office.announce(.withdrawn, id, by: "news")
      try await office.work()
      let later = try office.received().dropFirst(2).map { $0["type"] as? String ?? "" }
      #expect(later.sorted() == ["Delete", "Delete", "Undo"])
      for url in [note(id), "https://news.example.coop/ap/announces/news-\(id)"] {
        let tombstone = try await office.newswire.json(url, expecting: 410)
        #expect(tombstone["type"] as? String == "Tombstone")
      }
      let outbox = try await office.newswire.json(
        "https://news.example.coop/ap/users/mill/outbox?page=true")
      #expect((outbox["orderedItems"] as? [Any])?.isEmpty == true)
      try office.announce(.new, id, by: "mill")
      try await office.work()
      #expect(office.server.requests.count == 5)
    }
  }

  @Test func `what was never told is never taken back`() async throws {
    try await PostOffice.open { office in
      try office.follow("mill", by: "ada")
      let id = try await office.tell("One")
      try office.announce(.withdrawn, id, by: "mill")
      try office.raw("UPDATE announcement SET due = due - 1 WHERE kind = 'withdrawn'")
      try await office.work()
      #expect(office.server.requests.isEmpty)
    }
  }

  @Test func `a create that still waits goes when its delete comes`() async throws {
    try await PostOffice.open { office in
      try office.follow("mill", by: "ada")
      let id = try await office.tell("One")
      try await office.announcer.settleDue()
      while try await office.store.spread(now: office.clock.now) {}
      try office.announce(.withdrawn, id, by: "mill")
      try await office.work()
      #expect(try office.kinds() == ["Delete"])
    }
  }

  @Test func `what a source tells itself is boosted, and its mirror is silent`() async throws {
    let post = "https://mill.social/posts/1"
    let author = "https://mill.social/users/mill"
    let native: Announcer.Native = { _, _ in .found(id: post, author: author) }
    try await PostOffice.open(asking: PostOffice.Questions(native: native)) { office in
      try office.follow("mill", by: "ada", on: 1)
      try office.follow("news", by: "bob", on: 2)
      let inbox = office.inbox("/author", on: 3)
      try office.raw(
        """
        INSERT INTO remote_actor(id, host, fetched, document)
        VALUES ('\(author)', '\(inbox.host)', 0, '{"inbox": "\(inbox.url)"}')
        """)
      let id = try await office.tell("One")
      try office.announce(.new, id, by: "news")
      try await office.work()
      #expect(try office.kinds() == ["Announce", "Announce"])
      #expect(Set(office.server.requests.map(\.target)) == ["/bob/inbox", "/author"])
      for activity in try office.received() {
        #expect(activity["object"] as? String == post)
        #expect(
          activity["cc"] as? [String] == [
            "https://news.example.coop/ap/users/news/followers", author,
          ])
      }
      let outbox = try await office.newswire.json(
        "https://news.example.coop/ap/users/news/outbox?page=true")
      let items = try #require(outbox["orderedItems"] as? [[String: Any]])
      #expect(items.map { $0["object"] as? String } == [post])
      _ = try await office.newswire.json(note(id), expecting: 404)
      try office.announce(.withdrawn, id, by: "news")
      try await office.work()
      #expect(try office.kinds().suffix(2) == ["Undo", "Undo"])
      #expect(Set(office.server.requests.suffix(2).map(\.target)) == ["/bob/inbox", "/author"])
    }
  }

  @Test func `S12: who is blocked is not boosted`() async throws {
    let native: Announcer.Native = { _, _ in
      .found(id: "https://mill.social/1", author: "https://mill.social/users/mill")
    }
    try await PostOffice.open(asking: PostOffice.Questions(native: native)) { office in
      try office.follow("news", by: "bob")
      try office.raw("INSERT INTO block VALUES ('mill.social', 'block', 0)")
      let id = try await office.tell("One")
      try office.announce(.new, id, by: "news")
      try await office.work()
      #expect(office.server.requests.isEmpty)
    }
  }

  @Test func `an entry waits for a server that does not say whether there is a post of it`()
    async throws
  {
    try await withSilentServer { office, server in
      let one = try await office.tell("One")
      try office.announce(.new, one, by: "news")
      try await office.work()
      #expect(office.server.requests.isEmpty)
      server.says(.found(id: "https://mill.social/1", author: "https://mill.social/a"))
      office.clock.advance(301)
      try await office.work()
      #expect(try office.kinds() == ["Announce"])
      server.says(.unknown)
      _ = try await office.tell("Two")
      for _ in 1...7 {
        try await office.work()
        office.clock.advance(301)
      }
      #expect(try office.kinds() == ["Announce", "Create"])
    }
  }

  @Test func `a server is waited for as long after an entry was hidden for hours`() async throws {
    try await withSilentServer { office, server in
      let id = try await office.tell("One")
      try office.announce(.new, id, by: "news")
      try await office.store.hide(id, now: office.clock.now)
      for _ in 1...7 {
        try await office.work()
        office.clock.advance(3601)
      }
      try await office.store.show(id, now: office.clock.now)
      try await office.work()
      #expect(office.server.requests.isEmpty)
      server.says(.found(id: "https://mill.social/1", author: "https://mill.social/a"))
      office.clock.advance(301)
      try await office.work()
      #expect(try office.kinds() == ["Announce"])
    }
  }

  @Test func `what takes something back does not wait for anybody's server`() async throws {
    let native: Announcer.Native = { entry, _ in
      if entry.title == "Slow" { try? await Task.sleep(for: .seconds(60)) }
      return .none
    }
    try await PostOffice.open(asking: PostOffice.Questions(native: native)) { office in
      try office.follow("mill", by: "ada")
      let quick = try await office.tell("Quick")
      try await office.work()
      _ = try await office.tell("Slow")
      try office.announce(.withdrawn, quick, by: "mill")
      let work = Task { [announcer = office.announcer] in try await announcer.settleDue() }
      for _ in 0..<100 where try office.rows("SELECT id FROM announcement").count > 1 {
        try await Task.sleep(for: .milliseconds(20))
      }
      #expect(try office.rows("SELECT kind FROM announcement") == ["new"])
      work.cancel()
      _ = try? await work.value
    }
  }

  @Test func `an entry that came late is told without public timelines`() async throws {
    try await PostOffice.open { office in
      try office.follow("mill", by: "ada")
      let id = try await office.tell("One")
      try office.raw("INSERT INTO federated(entry_id, is_unlisted) VALUES (\(id.rawValue), 1)")
      try await office.work()
      let create = try office.received()[0]
      #expect(create["to"] as? [String] == ["https://news.example.coop/ap/users/mill/followers"])
      #expect(create["cc"] as? [String] == [Audience.everybody])
    }
  }
}

/// The documents, letter by letter.
struct ActivityDocumentTests {
  private let writer = ActivityWriter(site: Newswire.site, now: Newswire.now)
  private let mill = Handle("mill")
  private let entry = EntryID(rawValue: 1 << 30)

  private func readable(_ activity: OutgoingActivity) throws -> String {
    try Document.readable(String(decoding: activity.body, as: UTF8.self))
  }

  @Test func `a delete names a tombstone`() throws {
    let mill = try #require(mill)
    let note = "https://news.example.coop/ap/notes/\(entry)"
    let delete = try writer.delete(note, by: mill)
    #expect(delete.object == note)
    #expect(
      try readable(delete)
        == Document.readable(
          """
          {"@context": ["https://www.w3.org/ns/activitystreams"],
           "id": "https://news.example.coop\(delete.path)", "type": "Delete",
           "actor": "https://news.example.coop/ap/users/mill",
           "published": "2026-09-21T14:13:20Z",
           "to": ["https://www.w3.org/ns/activitystreams#Public"],
           "cc": ["https://news.example.coop/ap/users/mill/followers"],
           "object": {"type": "Tombstone", "id": "\(note)"}}
          """))
    #expect(Address(path: delete.path) != nil)
  }

  @Test func `an undo carries the boost`() throws {
    let note = "https://news.example.coop/ap/notes/\(entry)"
    let undo = try writer.undo(
      Post(entry: entry, actor: "news", object: note, told: Newswire.now - 60), by: .merged)
    #expect(
      try readable(undo)
        == Document.readable(
          """
          {"@context": ["https://www.w3.org/ns/activitystreams"],
           "id": "https://news.example.coop\(undo.path)", "type": "Undo",
           "actor": "https://news.example.coop/ap/users/news",
           "published": "2026-09-21T14:13:20Z",
           "to": ["https://www.w3.org/ns/activitystreams#Public"],
           "cc": ["https://news.example.coop/ap/users/news/followers"],
           "object": {
             "id": "https://news.example.coop/ap/announces/news-\(entry)", "type": "Announce",
             "actor": "https://news.example.coop/ap/users/news",
             "published": "2026-09-21T14:12:20Z",
             "to": ["https://www.w3.org/ns/activitystreams#Public"],
             "cc": ["https://news.example.coop/ap/users/news/followers"],
             "object": "\(note)"}}
          """))
  }

  @Test func `a move names both accounts`() throws {
    let move = try writer.move(.merged, to: "https://other.example/@news")
    #expect(
      try readable(move)
        == Document.readable(
          """
          {"@context": ["https://www.w3.org/ns/activitystreams"],
           "id": "https://news.example.coop\(move.path)", "type": "Move",
           "actor": "https://news.example.coop/ap/users/news",
           "published": "2026-09-21T14:13:20Z",
           "to": ["https://www.w3.org/ns/activitystreams#Public"],
           "cc": ["https://news.example.coop/ap/users/news/followers"],
           "object": "https://news.example.coop/ap/users/news",
           "target": "https://other.example/@news"}
          """))
  }
}
