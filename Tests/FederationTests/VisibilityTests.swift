import Foundation
import Model
import Store
import Testing

@testable import Federation

/// What is not to be seen is not to be seen anywhere.
struct VisibilityTests {
  private static func addresses(of id: EntryID) -> [Address] {
    let name = NoteName.entry(id)
    return [
      .note(name), .create(name), .replies(name), .likes(name), .shares(name), .context(name),
      .announce(by: .merged, of: id),
    ]
  }

  private func statuses(of id: EntryID, in newswire: Newswire) async throws -> Set<Int> {
    var statuses: Set<Int> = []
    for address in Self.addresses(of: id) {
      statuses.insert(try await newswire.reader.answer(to: address, now: Newswire.now).status)
    }
    return statuses
  }

  private func mentions(of id: EntryID, in newswire: Newswire) async throws -> Int {
    var count = 0
    for path in [
      "/ap/users/mill/outbox?page=true", "/ap/users/news/outbox?page=true",
      "/ap/users/essen/outbox?page=true", "/ap/users/mill/collections/featured",
    ] {
      let text = try await newswire.answer(Newswire.site.origin + path).text
      if text.contains(id.description) { count += 1 }
    }
    return count
  }

  @Test func `S20, S23: a hidden entry is answered like one that never was`() async throws {
    let newswire = try await Newswire()
    let id = try #require(try await newswire.tell(["One"], by: "mill").first)
    #expect(try await statuses(of: id, in: newswire) == [200])
    #expect(try await mentions(of: id, in: newswire) == 4)
    try await newswire.store.hide(id, now: Newswire.now)
    #expect(try await mentions(of: id, in: newswire) == 0)
    let hidden = Self.addresses(of: id)
    let absent = Self.addresses(of: EntryID(rawValue: id.rawValue ^ 1))
    for (hidden, absent) in zip(hidden, absent) {
      let answer = try await newswire.reader.answer(to: hidden, now: Newswire.now)
      #expect(answer.status == 404)
      #expect(try await newswire.reader.answer(to: absent, now: Newswire.now) == answer)
    }
    try await newswire.store.show(id, now: Newswire.now)
    #expect(try await statuses(of: id, in: newswire) == [200])
  }

  @Test func `S20: an update is to be seen as long as the note it holds`() async throws {
    let newswire = try await Newswire()
    let id = try #require(try await newswire.tell(["One"], by: "mill").first)
    guard case .found(let told) = try await NoteFinder(store: newswire.store).told(id) else {
      Issue.record("it is not told")
      return
    }
    let update = try ActivityWriter(site: Newswire.site, now: Newswire.now).update(told)
    try await newswire.store.send(update, toFollowersOf: ["mill"])
    func answer() async throws -> Document {
      let address = try #require(Address(path: update.path))
      return try await newswire.reader.answer(to: address, now: Newswire.now)
    }
    #expect(try await answer().status == 200)
    try await newswire.store.hide(id, now: Newswire.now)
    #expect(try await answer() == .notFound())
    try await newswire.store.remove(id, now: Newswire.now)
    let tombstone = try await answer()
    #expect(tombstone.status == 410)
    #expect(try tombstone.json()["formerType"] as? String == "Update")
  }

  @Test func `S20: a removed entry leaves tombstones everywhere`() async throws {
    let newswire = try await Newswire()
    let id = try #require(try await newswire.tell(["One"], by: "mill").first)
    try await newswire.store.remove(id, now: Newswire.now)
    #expect(try await statuses(of: id, in: newswire) == [410])
    #expect(try await mentions(of: id, in: newswire) == 0)
    let note = Address.note(.entry(id)).url(at: Newswire.site)
    let golden = """
      {"@context": ["https://www.w3.org/ns/activitystreams"], "id": "\(note)",
       "type": "Tombstone", "formerType": "Note", "deleted": "2026-09-21T14:13:20Z"}
      """
    let document = try await newswire.answer(note, expecting: 410)
    #expect(try document.readable() == Document.readable(golden))
    #expect(document.contentType == "application/activity+json; charset=utf-8")
  }

  @Test(arguments: ["press", "quiet"])
  func `a source without a mirror has no actor, no notes and no boosts`(handle: String)
    async throws
  {
    let newswire = try await Newswire()
    let id = try #require(try await newswire.tell(["One"], by: handle).first)
    #expect(try await newswire.store.entry(id) != nil)
    #expect(try await statuses(of: id, in: newswire) == [404])
    let actor = Newswire.site.origin + "/ap/users/" + handle
    for path in ["", "/outbox", "/inbox", "/followers", "/collections/featured"] {
      _ = try await newswire.answer(actor + path, expecting: 404)
    }
    #expect(try await newswire.store.actorKey(of: handle) == nil)
    let outbox = try await newswire.json(Newswire.site.origin + "/ap/users/news/outbox")
    #expect(outbox["totalItems"] as? Int == 0)
  }

  @Test func `a source's own actor boosts nothing, and nobody boosts what others' folders hold`()
    async throws
  {
    let newswire = try await Newswire()
    let id = try #require(try await newswire.tell(["One"], by: "mill").first)
    for handle in ["mill", "coopwire", "nobody", "medien"] {
      let address = Address.announce(by: try #require(Handle(handle)), of: id)
      #expect(try await newswire.reader.answer(to: address, now: Newswire.now).status == 404)
    }
    let essen = Address.announce(by: try #require(Handle("essen")), of: id)
    #expect(try await newswire.reader.answer(to: essen, now: Newswire.now).status == 200)
  }

  @Test func `what a first document brings beyond its newest twenty is told but not boosted`()
    async throws
  {
    let newswire = try await Newswire()
    let ids = try await newswire.tell((1...22).map { "Entry \($0)" }, by: "mill")
    let boosts = try await newswire.json(Newswire.site.origin + "/ap/users/news/outbox")
    #expect(boosts["totalItems"] as? Int == 20)
    for (id, status) in [(ids[0], 200), (ids[19], 200), (ids[20], 404), (ids[21], 404)] {
      let origin = Newswire.site.origin
      _ = try await newswire.answer(origin + "/ap/notes/\(id)")
      _ = try await newswire.answer(origin + "/ap/announces/news-\(id)", expecting: status)
    }
  }

  @Test func `a page names only what can be read as its alternate`() async throws {
    let newswire = try await Newswire()
    let told = try #require(try await newswire.tell(["One"], by: "mill").first)
    let quiet = try #require(try await newswire.tell(["Two"], by: "quiet").first)
    let reader = newswire.reader
    #expect(try await reader.holds(.note(.entry(told))))
    #expect(try await !reader.holds(.note(.entry(quiet))))
    #expect(try await reader.holds(.actor(.merged)))
    #expect(try await !reader.holds(.actor(try #require(Handle("press")))))
    try await newswire.store.hide(told, now: Newswire.now)
    #expect(try await !reader.holds(.note(.entry(told))))
  }

  @Test func `a retired source keeps its actor as long as it has said something`() async throws {
    let newswire = try await Newswire()
    let id = try #require(try await newswire.tell(["One"], by: "mill").first)
    let list = SubscriptionList(subscriptions: [Newswire.press])
    _ = try await newswire.store.reconcile(with: list, now: Newswire.now) { _, _ in Newswire.now }
    let actor = try await newswire.json(Newswire.site.origin + "/ap/users/mill")
    #expect((actor["summary"] as? String)?.contains("has ended") == true)
    #expect(try await newswire.answer(Newswire.site.origin + "/ap/notes/\(id)").status == 200)
    _ = try await newswire.answer(Newswire.site.origin + "/ap/users/bakery", expecting: 404)
  }

  @Test func `a category that is not listed any more keeps its actor while anybody knows it`()
    async throws
  {
    let newswire = try await Newswire()
    try await newswire.tell(["One"], by: "mill")
    let id = Newswire.site.origin + "/ap/users/essen"
    let list = SubscriptionList(subscriptions: [Newswire.mill])
    _ = try await newswire.store.reconcile(with: list, now: Newswire.now) { _, _ in Newswire.now }
    _ = try await newswire.answer(id, expecting: 404)
    let eve = "https://a.example/u/eve"
    let follower = Follower(
      actor: "essen", id: eve, inbox: eve + "/inbox", target: eve + "/inbox", host: "a.example",
      follow: eve + "/f", since: Newswire.now)
    let answer = OutgoingActivity(
      path: "/ap/x", actor: "essen", kind: "Accept", object: eve, body: [], made: Newswire.now)
    let receipt = Receipt(
      actor: eve, host: "a.example", keys: [EntryKey("test", eve)], until: Newswire.now,
      effects: [.follow(follower, answer: answer)])
    #expect(try await newswire.store.receive([receipt], now: Newswire.now) == [.taken])
    let actor = try await newswire.json(id)
    #expect((actor["summary"] as? String)?.contains("This account has ended") == true)
    #expect(actor["publicKey"] != nil)
    #expect(try await newswire.json(id + "/outbox")["totalItems"] as? Int == 0)
    let name = try await newswire.discovery.webFinger(
      query: "resource=acct:essen@news.example.coop")
    #expect(name.status == 200)
  }

  @Test func `numbers at the edge of what can be read are absent`() async throws {
    let newswire = try await Newswire()
    for value in [0, 1, Int64.max - 1, Int64.max] {
      #expect(try await statuses(of: EntryID(rawValue: value), in: newswire) == [404])
      let outbox = Newswire.site.origin + "/ap/users/news/outbox?max_id="
      _ = try await newswire.answer(outbox + "\(EntryID(rawValue: value))")
    }
  }
}
