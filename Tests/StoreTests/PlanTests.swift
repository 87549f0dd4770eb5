import Foundation
import Model
import Store
import TestDatabase
import Testing

/// No query that anybody outside can trigger reads a whole table.
@Suite(.serialized)
struct PlanTests {
  private let directory: TemporaryDirectory
  private let log = QueryLog()

  init() async throws {
    directory = try TemporaryDirectory()
    _ = try await FilledDatabase(at: directory.file())
  }

  private func open() throws -> Store {
    let log = log
    return try Store(.file(directory.file()), now: Fixture.now, onQuery: { log.note($0) })
  }

  /// Asks for all that a reader, a follower or the monitoring can ask for.
  private func readAll(_ store: Store) async throws {
    let middle = EntryID(rawValue: 1_730_000_000 << 20)
    let scopes: [EntryList.Scope] = [
      .river, .folder("folder-3"), .source(Source.ID(rawValue: 7)), .tag("tag-5"),
      .outbox(.merged),
    ]
    for scope in scopes {
      for position in [ListPosition.newest, .before(middle), .after(middle)] {
        let page = try await store.page(of: EntryList(scope), at: position, limit: 50)
        #expect(!page.entries.isEmpty, "\(scope)")
      }
      #expect(try await store.count(of: EntryList(scope)) > 0)
    }
    for position in [ListPosition.newest, .before(middle), .after(middle)] {
      #expect(try await store.search("common", at: position, limit: 20).entries.count == 20)
    }
    let entry = try #require(try await store.search("rare77777", limit: 1).entries.first)
    #expect(try await store.entry(entry.id) == entry)
    #expect(try await store.status(of: entry.id) == .present)
    #expect(try await store.sources().count == FilledDatabase.sources)
    #expect(try await store.source(Source.ID(rawValue: 9))?.handle == "source9_coop")
    #expect(try await store.source(handle: "source9_coop") != nil)
    #expect(try await store.folders().count == 20)
    #expect(try await store.folder(handle: "nobody") == nil)
    #expect(try await store.tags(limit: 100).count == 100)
    _ = try await store.statistics()
    _ = try await store.settledOrigin()
    _ = try await store.listTitle()
    _ = try await store.actorKey(of: "news")
    _ = try await store.nextDue()
  }

  /// Does all that the refresher does.
  private func writeAll(_ store: Store) async throws {
    let source = Source.ID(rawValue: 7)
    let arrivals = (1...3).map { number in
      Arrival.make("New \(number)", at: "https://source7.example/\(number)", text: "text")
    }
    _ = try await store.lease(owner: "test", now: Fixture.now, duration: 60, limit: 9)
    for (teller, text) in [(source, "text"), (source, "edited"), (Source.ID(rawValue: 8), "")] {
      let identification = Identification(
        of: arrivals.map { Arrival(entry: $0.entry, title: $0.title, excerpt: "", text: text) },
        from: teller, homePage: nil, level: IdentityLevel(), now: Fixture.now)
      let question = Known.Question(
        about: identification.identified, of: teller, now: Fixture.now)
      let reading = Reading(
        question: question, state: FetchState(nextCheck: Fixture.now), profile: SourceProfile(),
        owner: "test", now: Fixture.now)
      _ = try await store.record(reading) { known, _ in
        Changes(
          from: known, to: identification.identified, told: Teller(id: teller, homes: [:]),
          now: Fixture.now)
      }
    }
    try await store.releaseDue(now: Fixture.now)
    try await store.hideRetired(now: Fixture.now)
    try await store.release(owner: "test")
    let id = try #require(try await store.page(of: .river, limit: 1).entries.first).id
    try await store.hide(id, now: FilledDatabase.now)
    try await store.show(id, now: FilledDatabase.now)
    try await store.remove(id, now: Fixture.now)
  }

  /// Does all that the announcer and the courier do.
  private func deliverAll(_ store: Store) async throws {
    let now = FilledDatabase.now
    let raw = try RawDatabase(directory.file())
    try raw.execute(
      """
      INSERT INTO announcement(actor, entry_id, kind, due) SELECT 'news', max(id), 'new', 0 FROM entry;
      INSERT INTO follower(actor, id, inbox, target, host, follow, since) VALUES ('news', 'a', 'https://a.example/i', 'https://a.example/s',
        'a.example', 'f', 0);
      """)
    try raw.close()
    let due = try #require(try await store.dueAnnouncements(now: now, limit: 9).first)
    let activity = OutgoingActivity(
      path: "/ap/x", actor: "news", kind: "Announce", object: "o", body: [], made: now)
    try await store.postpone(due, until: now)
    try await store.settle(
      due,
      Settlement(
        activity: activity, audience: ["news"],
        post: Post(entry: due.entry, actor: "news", object: "o", told: now),
        supersedes: ["Update"]))
    _ = try await store.nextAnnouncement()
    _ = try await store.posts(of: due.entry)
    #expect(try await store.spread(now: now))
    let load = try await store.claimDeliveries(owner: "a", now: now, duration: 60, limit: 9)
    let delivery = try #require(load.deliveries.first)
    try await store.record(
      [DeliveryResult(delivery, .retry(at: now), reason: "down", host: .failed)], now: now)
    try await store.record([DeliveryResult(delivery, .delivered, host: .spoke)], now: now)
    try await store.releaseDeliveries(owner: "a", now: now)
    _ = try await store.isShared(delivery.inbox)
    _ = try await store.owners(of: delivery.inbox)
    _ = try await store.part(delivery.inbox, insteadOf: delivery, now: now)
    try await store.missFollower("a", now: now)
    try await store.removeFollower(everywhere: "a")
    _ = try await store.activity(path: "/ap/x")
    _ = try await store.formerKeys(of: "news")
    _ = try await store.hasFollowers("news")
  }

  /// Does all that an inbox does.
  private func receiveAll(_ store: Store) async throws {
    let now = FilledDatabase.now
    let entry = try #require(try await store.page(of: .river, limit: 1).entries.first)
    let (note, ada) = (entry.id.description, "https://a.example/u/ada")
    let follower = Follower(
      actor: "news", id: ada, inbox: ada + "/i", target: ada + "/i", host: "a.example",
      follow: "f1", since: now)
    let answer = OutgoingActivity(
      path: "/ap/y", actor: "news", kind: "Accept", object: "f1", body: [], made: now)
    let reply = Reply(
      id: ada + "/1", note: note, actor: ada, host: "a.example", account: "ada@a.example",
      url: ada + "/1", content: "x", published: now, received: now)
    var mention = reply
    mention.id = ada + "/2"
    mention.note = nil
    let like = Reaction(
      note: note, kind: .like, actor: ada, host: "a.example", activity: ada + "/l", at: now)
    let report = Report(
      id: ada + "/r", actor: ada, host: "a.example", content: "x", objects: [note], received: now)
    let effects: [Receipt.Effect] = [
      .follow(follower, answer: answer), .react(like), .reply(reply), .reply(mention),
      .editReply(reply), .report(report), .errand(signer: ada, body: [], ifFollowed: true),
      .errand(signer: ada, body: [], ifFollowed: false),
      .unreact(actor: ada, note: note, kind: .like, activity: nil),
      .unreact(actor: ada, note: nil, kind: nil, activity: ada + "/l"),
    ]
    func receipt(_ name: String, _ effects: [Receipt.Effect]) -> Receipt {
      Receipt(
        actor: ada, host: "a.example", keys: [EntryKey("plan", name)], until: now,
        effects: effects)
    }
    #expect(try await store.receive([receipt("one", effects)], now: now) == [.taken])
    _ = try await store.set(.shown, ofReply: reply.id)
    #expect(try await store.shownReplies(to: note, limit: 9).count == 1)
    _ = try await store.tallies(of: [note])
    _ = try await store.replies(.waiting, limit: 9)
    _ = try await store.mentions(.waiting, limit: 9)
    _ = try await store.reports(limit: 9)
    _ = try await store.followers(of: "news", after: "a", limit: 9)
    #expect(try await store.followerCount(of: "news") == 1)
    _ = try await store.isAcquainted(ada)
    _ = try await store.block(of: ada, onHost: "a.example")
    try await store.keep(KnownActor(id: ada, host: "a.example", fetched: now, document: "{}"))
    try await store.keep(KnownKey(id: ada + "#k", owner: ada, material: "z", fetched: now))
    _ = try await store.remoteActor(ada)
    _ = try await store.remoteKey(ada + "#k")
    let errand = try #require(try await store.dueErrands(.stranger, now: now, limit: 9).first)
    try await store.end(errand, retryingAt: now)
    try await store.end(errand, retryingAt: nil)
    let farewell: [Receipt.Effect] = [
      .removeReply(id: reply.id, actor: ada), .unfollow(follower: ada, actor: nil, follow: "f1"),
      .depart(follower: ada), .forget(actor: ada),
    ]
    #expect(try await store.receive([receipt("two", farewell)], now: now) == [.taken])
  }

  /// Does all that concerns the accounts of sources.
  private func followAll(_ store: Store) async throws {
    let now = FilledDatabase.now
    let source = Source.ID(rawValue: 7)
    try await store.beginFollowing([source], now: now)
    var following = try #require(
      try await store.claimFollowings(now: now, until: now, limit: 9).first)
    following.actor = "https://a.example/u/source"
    following.state = .accepted
    let known = try #require(try await store.following(of: source))
    #expect(try await store.replace(known, by: following))
    try await store.describe(following)
    try await store.answer(.rejected, of: source)
    try await store.rest(source, until: now, failures: 1)
    _ = try await store.accounts()
    _ = try await store.following(actor: "https://a.example/u/source")
    _ = try await store.isFollowed("https://a.example/u/source")
    _ = try await store.followingCount()
    _ = try await store.tellers(ofNative: "https://a.example/1")
    try await store.passOver(["https://a.example/1"], until: now)
    _ = try await store.unknownPosts(among: ["https://a.example/1"], now: now)
    try await store.withdraw(native: "https://a.example/1", of: source, now: now)
    _ = try await store.natives(of: source, limit: 9)
    _ = try await store.natives(writtenBy: "https://a.example/u/source", limit: 9)
    try await store.note(NativeProbe(isNative: true, nextCheck: now), of: source)
    _ = try await store.nativeProbe(of: source)
    try await store.endFollowing(source)
    try await store.optOut(source, reason: "asked to", now: now)
    try await store.release(source, now: now)
    _ = try await store.dueAbsences(now: now, limit: 9)
    try await store.expireAbsences(now: now)
    let absent = AbsentEntry(entry: EntryID(rawValue: 0), source: source, url: "", misses: 0)
    #expect(try await !store.remove(absent, now: now))
  }

  @Test func `no query reads a whole table, and a lost index is noticed`() async throws {
    let store = try open()
    log.forget()
    try await readAll(store)
    try await writeAll(store)
    try await deliverAll(store)
    try await receiveAll(store)
    try await followAll(store)
    #expect(log.queries.count > 40)
    let scans = try await log.scans(store)
    #expect(scans.isEmpty, "\(scans.joined(separator: "\n"))")
    try store.close()

    let indexes = ["telling_link", "telling_time", "list_tag", "entry_due", "source_due"]
    for index in indexes {
      let raw = try RawDatabase(directory.file())
      let sql = try #require(
        try raw.rows("SELECT sql FROM sqlite_master WHERE name = '\(index)'").first)
      try raw.execute("DROP INDEX \(index)")
      #expect(try await !log.scans(try open()).isEmpty, "without \(index)")
      try raw.execute(sql)
    }
  }

  @Test func `every page costs about the same, wherever it lies`() async throws {
    let store = try open()
    let clock = ContinuousClock()
    let old = EntryID(rawValue: 1_700_100_000 << 20)
    let time = try await clock.measure {
      for _ in 0..<20 {
        _ = try await store.page(of: .river, limit: 50)
        _ = try await store.page(of: .river, at: .before(old), limit: 50)
        _ = try await store.search("common", at: .before(old), limit: 20)
      }
    }
    #expect(time < .seconds(5))
  }
}
