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
    // Operators replace few keys.
    let slow = scans.filter {
      !$0.contains("USING COVERING INDEX") && !$0.contains("FROM former_key")
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
      _ = try await store.actorRecord(of: "news")
      try await store.tell(ActorRecord(), of: "news", activity)
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
}
