import Foundation
import Model
import Store
import TestServer
import Testing

@testable import Federation

/// A post and a feed that tell the same article.
struct RetoldPostTests {
  private let link =
    "Read it: <a href=\\\"https://mill.example/one?utm_source=fedi\\\">mill.example</a>"

  /// Whose article a post is about: one line of the list gives account and home page, or two name the
  /// same account, or somebody else's feed tells it.
  enum Owner: CaseIterable {
    case sameHome, sameAccount, another
  }

  private func open(
    _ owner: Owner = .sameHome, _ test: (Village) async throws -> Void
  ) async throws {
    try await Village.open(
      listing: [Newswire.mill], homePage: owner == .sameHome ? "https://mill.example/" : nil
    ) { village in
      if owner == .sameAccount {
        let wind = try await village.newswire.source("wind").subscription
        var mill = Newswire.mill
        mill.account = "@Wind@127.0.0.1:\(village.server.port)"
        _ = try await village.store.reconcile(
          with: SubscriptionList(subscriptions: [wind, mill]), now: Newswire.now
        ) { _, _ in Newswire.now }
      }
      try await village.keeper().keep()
      try await test(village)
    }
  }

  private func post(_ name: String, in village: Village) async throws {
    try await village.sources().said(
      try village.object(Village.note(name, link)), try await village.actor())
  }

  private func tell(in village: Village) async throws -> EntryID? {
    try await village.newswire.tell(["One"], by: "mill").first
  }

  @Test(arguments: Owner.allCases)
  func `a post of its own coop's article from a feed is what is boosted`(
    owner: Owner
  ) async throws {
    try await open(owner) { village in
      let id = try #require(try await tell(in: village))
      try await post("a", in: village)
      let entry = try #require(try await village.store.entry(id))
      let isOwn = owner != .another
      #expect(entry.native == (isOwn ? village.home + "/notes/a" : nil))
      #expect(entry.alsoAt.count == (isOwn ? 1 : 0))
      #expect(try await village.entries().count == 1)
      #expect(try await village.entries().first?.id == id || !isOwn)
    }
  }

  @Test(arguments: Owner.allCases)
  func `an article that comes after its post belongs to its own source`(
    owner: Owner
  ) async throws {
    try await open(owner) { village in
      try await post("a", in: village)
      let id = try await tell(in: village)
      #expect((id != nil) == (owner == .another))
      let own = try #require(try await village.entries().first)
      #expect(own.native == village.home + "/notes/a")
      #expect((own.url == "https://mill.example/one?utm_source=fedi") == (owner != .another))
      guard let id else { return }
      let entry = try #require(try await village.store.entry(id))
      let mill = try await village.newswire.source("mill")
      #expect(entry.native == nil && entry.authorID == nil && entry.sourceID == mill.id)
    }
  }

  @Test func `what was told already stays as it was told`() async throws {
    try await open { village in
      let id = try #require(try await tell(in: village))
      try village.raw(
        """
        INSERT INTO post(entry_id, actor, object, digest, told)
        VALUES (\(id.rawValue), 'mill', 'https://news.example.coop/ap/notes/\(id)', zeroblob(16), 0)
        """)
      try await post("a", in: village)
      #expect(try await village.store.entry(id)?.native == nil)
      try await village.sources().removed(village.home + "/notes/a", village.actorID)
      #expect(try await village.store.entry(id)?.alsoAt.isEmpty == true)
      #expect(try await village.announcements().allSatisfy { $0.kind == .new })
    }
  }

  @Test func `a post that another source tells too leaves that one's entry`() async throws {
    try await open { village in
      let id = try #require(try await tell(in: village))
      try await post("a", in: village)
      try await village.sources().removed(village.home + "/notes/a", village.actorID)
      let entry = try #require(try await village.store.entry(id))
      #expect(entry.native == nil)
      #expect(entry.url == "https://mill.example/one")
      #expect(entry.alsoAt.isEmpty)
    }
  }

  @Test(arguments: [true, false])
  func `an article stays when the post that told it first is taken away`(
    isBoosted: Bool
  ) async throws {
    try await open { village in
      try await post("a", in: village)
      let id = try #require(try await village.entries().first).id
      #expect(try await tell(in: village) == nil)
      if isBoosted {
        try village.raw(
          """
          DELETE FROM announcement;
          INSERT INTO post(entry_id, actor, object, told)
          VALUES (\(id.rawValue), 'news', '\(village.home)/notes/a', 0)
          """)
      }
      if isBoosted {
        try await village.sources().removed(village.home + "/notes/a", village.actorID)
      } else {
        try await village.sources().left(village.actorID)
      }
      let mill = try await village.newswire.source("mill")
      let outline = try #require(try await village.store.entry(id))
      #expect(outline.sourceID == mill.id && outline.native == nil && outline.authorID == nil)
      #expect(outline.title == "One" && outline.url == "https://mill.example/one")
      #expect(outline.excerpt.isEmpty && outline.alsoAt.isEmpty)
      #expect(mill.state.bodyDigest == nil && mill.state.validators.isEmpty)
      #expect(try await village.entries().isEmpty)
      // A boost is taken back; where nobody had told it yet, its own source does.
      let kinds = try await village.announcements().map { "\($0.actor) \($0.kind)" }.sorted()
      #expect(kinds == (isBoosted ? ["news withdrawn"] : ["essen new", "mill new", "news new"]))
      #expect(try await tell(in: village) == nil)
      #expect(try await village.store.entry(id)?.excerpt == "About One.")
    }
  }

  /// Has feeds tell an article of the mill's, and the first of them its followers; then the mill's account
  /// takes over.
  private func takeOver(
    from tellers: [Subscription], _ test: (Village, EntryID) async throws -> Void
  ) async throws {
    try await Village.open(listing: tellers, homePage: "https://mill.example/") { village in
      try await village.keeper().keep()
      for teller in tellers {
        try await village.newswire.tell(["One"], by: try #require(teller.handle)) {
          $0.url = "https://mill.example/one"
        }
      }
      let first = try #require(tellers.first?.handle)
      let source = try await village.newswire.source(first)
      let id = try #require(
        try await village.store.page(of: EntryList(.source(source.id)), limit: 9).entries.first
      ).id
      try village.raw(
        """
        INSERT INTO post(entry_id, actor, object, digest, told)
        VALUES (\(id.rawValue), '\(first)', 'https://news.example.coop/ap/notes/\(id)',
          zeroblob(16), 0)
        """)
      try await post("a", in: village)
      #expect(try await village.announcements().contains { $0.kind == .edited })
      try village.raw("DELETE FROM announcement")
      try await test(village, id)
    }
  }

  private func kinds(in village: Village) async throws -> [String] {
    try await village.announcements().map { "\($0.actor) \($0.kind)" }
  }

  @Test func `words that a mirror repeated go when their post is deleted`() async throws {
    try await takeOver(from: [Newswire.subscription("hub")]) { village, id in
      #expect(try await village.store.entry(id)?.excerpt == "Read it: mill.example")
      try await village.sources().removed(village.home + "/notes/a", village.actorID)
      #expect(try await village.store.entry(id)?.excerpt == "")
      #expect(try await kinds(in: village) == ["hub edited"])
    }
  }

  @Test func `a mirror that may not say the heir's words takes back what it said`() async throws {
    let hub = Newswire.subscription("hub")
    try await takeOver(from: [hub]) { village, id in
      var off = hub
      off.federation = .off
      let wind = try await village.newswire.source("wind").subscription
      _ = try await village.store.reconcile(
        with: SubscriptionList(subscriptions: [wind, off]), now: Newswire.now
      ) { _, _ in Newswire.now }
      try village.raw("DELETE FROM announcement")
      try await village.sources().removed(village.home + "/notes/a", village.actorID)
      #expect(try await kinds(in: village) == ["hub withdrawn"])
    }
  }

  /// Has only the account listed from now on, and others hidden who left long ago.
  private func retire(_ handles: [String], in village: Village) async throws {
    for handle in handles {
      try village.raw("UPDATE source SET retired = 0, hidden = 1 WHERE handle = '\(handle)'")
    }
  }

  @Test func `whoever is listed inherits an entry before those who are not`() async throws {
    let tellers = [Newswire.subscription("hub"), Newswire.subscription("pool")]
    try await takeOver(from: tellers) { village, id in
      try await retire(["hub"], in: village)
      try await village.sources().removed(village.home + "/notes/a", village.actorID)
      let pool = try await village.newswire.source("pool")
      #expect(try await village.store.entry(id)?.sourceID == pool.id)
      #expect(try await kinds(in: village) == ["hub edited"])
    }
  }

  @Test func `what only sources tell that left long ago is out of sight without its post`()
    async throws
  {
    try await takeOver(from: [Newswire.subscription("hub")]) { village, id in
      try await retire(["hub"], in: village)
      try await village.sources().removed(village.home + "/notes/a", village.actorID)
      #expect(try await village.store.status(of: id) == .hidden)
      #expect(try await kinds(in: village) == ["hub withdrawn"])
    }
  }

  /// Two accounts that tell the same article, first `wind` and then `breeze`.
  private func share(
    _ more: String = "\"indexable\":true",
    _ test: (Village, IndexEntry) async throws -> Void
  ) async throws {
    try await Village.open(homePage: "https://mill.example/") { village in
      let name = "@breeze@127.0.0.1:\(village.server.port)"
      var breeze = Subscription(account: name, title: "Breeze")
      breeze.handle = "breeze"
      breeze.homePageURL = "https://mill.example/"
      let wind = try await village.newswire.source("wind").subscription
      _ = try await village.store.reconcile(
        with: SubscriptionList(subscriptions: [wind, breeze]), now: Newswire.now
      ) { _, _ in Newswire.now }
      village.settle(more, name: "breeze")
      village.put(
        """
        {"@context":"https://www.w3.org/ns/activitystreams","id":"{home}/users/breeze/outbox",
         "type":"OrderedCollection","orderedItems":[]}
        """, at: "/users/breeze/outbox")
      try await village.keeper().keep()
      try await post("a", in: village)
      let text = Village.note("b", link, "\"name\":\"News\"," + Village.everybody)
        .replacing("/users/wind", with: "/users/breeze")
      village.put(text, at: "/notes/b")
      let actor = try await village.documents.actor(village.home + "/users/breeze")
      try await village.sources().said(try village.object(text), actor)
      let entry = try #require(try await village.entries().first)
      #expect(entry.native == village.home + "/notes/a" && entry.alsoAt.count == 1)
      try await test(village, entry)
    }
  }

  @Test(arguments: [true, false])
  func `the post of another account takes the place of one that is deleted`(
    isIndexable: Bool
  ) async throws {
    try await share(isIndexable ? "\"indexable\":true" : "") { village, entry in
      try await village.sources().removed(village.home + "/notes/a", village.actorID)
      let heir = try #require(try await village.store.entry(entry.id))
      #expect(heir.sourceID == (try await village.newswire.source("breeze")).id)
      #expect(heir.native == village.home + "/notes/b")
      #expect(heir.nativeAuthor == village.home + "/users/breeze")
      #expect(try await kinds(in: village) == ["news new"])
      let outlines = try await village.store.search("news", limit: 9).entries
      #expect(outlines.isEmpty != isIndexable)
      #expect(
        try await village.store.page(of: EntryList(.outbox(.merged)), limit: 9).entries.count == 1)
      try await village.keeper().keep()
      #expect(try await village.store.entry(entry.id)?.excerpt == "Read it: mill.example")
      let found = try await village.store.search("mill", limit: 9).entries
      #expect(found.isEmpty != isIndexable)
      let requests = village.server.requests.count
      village.clock.advance(2 * 3600)
      try await village.keeper().keep()
      #expect(village.server.requests.dropFirst(requests).allSatisfy { $0.target != "/notes/b" })
    }
  }

  @Test func `an heir whose post is gone as well leaves nothing`() async throws {
    try await share { village, entry in
      village.put("", at: "/notes/b", status: 410)
      try await village.sources().removed(village.home + "/notes/a", village.actorID)
      try await village.keeper().keep()
      #expect(try await village.store.entry(entry.id) == nil)
      #expect(try await village.announcements().isEmpty)
    }
  }

  @Test func `what was boosted once is not boosted again as another's post`() async throws {
    try await share { village, entry in
      try village.raw(
        """
        DELETE FROM announcement;
        INSERT INTO post(entry_id, actor, object, told)
        VALUES (\(entry.id.rawValue), 'news', '\(village.home)/notes/a', 0)
        """)
      try await village.sources().removed(village.home + "/notes/a", village.actorID)
      #expect(try await village.store.entry(entry.id)?.native == nil)
      #expect(try await kinds(in: village) == ["news withdrawn"])
    }
  }
}
