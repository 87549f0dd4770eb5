import Foundation
import Model
import Store
import TestDatabase
import Testing

/// What nobody outside asks for runs beside what they do, and must not hold it up either: expiry, the
/// courier's round, the operator's words.
struct HousekeepingPlanTests {
  private let directory: TemporaryDirectory
  private let log = QueryLog()
  private let now = Fixture.now
  private let ada = "https://a.example/u/ada"

  init() async throws {
    directory = try TemporaryDirectory()
    _ = try await Fixture(at: directory.file())
  }

  private func scans(of work: (Store) async throws -> Void) async throws -> [String] {
    let log = log
    let store = try Store(.file(directory.file()), now: now, onQuery: { log.note($0) })
    log.forget()
    try await work(store)
    let scans = try await log.scans(store)
    try store.close()
    return scans
  }

  /// It may count to a bound in an index, which is what bounds are about.
  @Test func `expiry reads what is over, and no whole table`() async throws {
    let scans = try await scans { store in
      try await store.expireReceived(now: now)
      try await store.expireDeliveries(now: now)
    }
    // Operators replace few keys, and end few actors.
    let slow = scans.filter {
      !$0.contains("USING COVERING INDEX") && !$0.contains("FROM former_key")
        && !$0.contains("USING INDEX actor_deleted")
    }
    #expect(slow.isEmpty, "\(slow.joined(separator: "\n"))")
    #expect(scans.count > slow.count)
  }

  @Test func `a round of the courier reads no whole table`() async throws {
    let inbox = InboxAddress(url: ada + "/inbox", host: "a.example")
    let scans = try await scans { store in
      let activity = OutgoingActivity(
        path: "/ap/x", actor: "news", kind: "Update", object: "o", body: [], made: now)
      try await store.send(activity, to: [inbox])
      _ = try await store.nextDelivery()
      _ = try await store.deliveryOwners()
      let load = try await store.claimDeliveries(owner: "a", now: now, duration: 60, limit: 9)
      #expect(load.deliveries.count == 1)
      let results = load.deliveries.map {
        DeliveryResult($0, .redirected(to: [inbox]), host: .spoke)
      }
      try await store.record(results, now: now)
      _ = try await store.deliveryHealth(now: now)
      _ = try await store.circuit(of: "a.example")
      _ = try await store.hasPosted("news")
      try await store.moveFollower(ada, to: inbox, target: inbox.url)
      let record = try await store.actorRecord(of: "news")
      _ = try await store.tell(EntryKey("profile"), of: "news", seen: record, activity)
      try await store.rotate(ActorKey(pem: "x", created: now), of: "news", activity)
    }
    #expect(scans.isEmpty, "\(scans.joined(separator: "\n"))")
  }

  @Test func `looking after accounts reads no whole table`() async throws {
    let scans = try await scans { store in
      _ = try await store.nextFollowing()
      _ = try await store.following(of: Source.ID(rawValue: 1))
      _ = try await store.isFollower(ada)
      _ = try await store.block(ofHost: "a.example")
      _ = try await store.reply(ada + "/1")
      try await store.answer(.accepted, of: Source.ID(rawValue: 1))
    }
    #expect(scans.isEmpty, "\(scans.joined(separator: "\n"))")
  }

  @Test func `the operator's word on an actor reads no whole table`() async throws {
    let scans = try await scans { store in
      try await store.put(Block(subject: ada, kind: .block, since: now))
      try await store.put(Block(subject: ada, kind: .silence, since: now))
      try await store.unblock(ada)
      try await store.purge(actor: ada)
    }
    #expect(scans.isEmpty, "\(scans.joined(separator: "\n"))")
  }

  /// Something in every table that knows hosts, so that everything is done that would be in earnest.
  private static func traces(of host: String) -> String {
    let id = "https://\(host)/u"
    return """
      INSERT INTO follower(actor, id, inbox, target, host, follow, since)
      VALUES ('news', '\(id)', '\(id)/inbox', '\(id)/inbox', '\(host)', '\(id)/f', 0);
      INSERT INTO reaction(note, kind, actor, host, activity, at)
      VALUES ('n', 'like', '\(id)', '\(host)', '\(id)/l', 0);
      INSERT INTO reply(id, note, actor, host, account, url, content, published, received, state)
      VALUES ('\(id)/1', 'n', '\(id)', '\(host)', 'u', '\(id)/1', '', 0, 0, 'waiting');
      INSERT INTO report(id, actor, host, content, objects, received)
      VALUES ('\(id)/r', '\(id)', '\(host)', '', '[]', 0);
      INSERT INTO remote_actor(id, host, fetched, document) VALUES ('\(id)', '\(host)', 0, '{}');
      INSERT INTO remote_key(id, owner, material, fetched) VALUES ('\(id)#k', '\(id)', 'z', 0);
      INSERT INTO errand(signer, body, next_at) VALUES ('\(id)', x'', 0);
      INSERT INTO activity(path, actor, kind, object, body, made)
      VALUES ('/ap/\(host)', 'news', 'Accept', '\(id)', x'', 0);
      INSERT INTO delivery(activity_id, inbox, host)
      SELECT id, '\(id)/inbox', '\(host)' FROM activity WHERE path = '/ap/\(host)';
      """
  }

  private static let tables = [
    "follower", "reaction", "reply", "report", "remote_actor", "remote_key", "errand", "delivery",
  ]

  @Test func `the operator's word on a host reads no whole table, and leaves others alone`()
    async throws
  {
    let words: [(String, (Store) async throws -> Void)] = [
      ("a.example", { try await $0.put(Block(subject: "a.example", kind: .block, since: now)) }),
      ("b.example", { try await $0.put(Block(subject: "b.example", kind: .silence, since: now)) }),
      ("c.example", { try await $0.purge(host: "c.example") }),
    ]
    let raw = try RawDatabase(directory.file())
    for host in ["a.example", "b.example", "c.example"] {
      for name in [host, host + ":8443", "x." + host, "y.x.\(host):8443", "x" + host] {
        try raw.execute(Self.traces(of: name))
      }
    }
    for (host, word) in words {
      let scans = try await scans(of: word)
      #expect(scans.isEmpty, "\(host): \(scans.joined(separator: "\n"))")
    }
    let left = try Self.tables.map { table in
      let column = ["remote_key": "owner", "errand": "signer"][table] ?? "host"
      let counts = try ["a", "b", "c"].map { letter in
        try raw.rows("SELECT 1 FROM \(table) WHERE \(column) LIKE '%\(letter).example%'").count
      }
      return "\(table) \(counts)"
    }
    #expect(
      left == [
        "follower [1, 5, 1]", "reaction [1, 1, 1]", "reply [1, 1, 1]", "report [5, 5, 1]",
        "remote_actor [5, 5, 1]", "remote_key [5, 5, 1]", "errand [1, 5, 1]", "delivery [1, 5, 1]",
      ])
  }
}
