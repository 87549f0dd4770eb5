import Foundation
import Model
import Store
import TestDatabase
import Testing

/// How far the operator's word on a host reaches.
struct BlockTests {
  private let directory: TemporaryDirectory
  private let store: Store
  private let now = Fixture.now

  init() async throws {
    directory = try TemporaryDirectory()
    store = try await Fixture(at: directory.file()).store
  }

  private func rows(_ query: String) throws -> [String] {
    let raw = try RawDatabase(directory.file())
    defer { try? raw.close() }
    return try raw.rows(query)
  }

  private func follow(from hosts: [String]) async throws {
    for host in hosts {
      let id = "https://\(host)/u"
      let follower = Follower(
        actor: "mill", id: id, inbox: id + "/inbox", target: id + "/inbox", host: host,
        follow: id + "/follow", since: now)
      let answer = OutgoingActivity(
        path: "/ap/\(host)", actor: "mill", kind: "Accept", object: id, body: [], made: now)
      let receipt = Receipt(
        actor: id, host: host, keys: [EntryKey("test", id)], until: now,
        effects: [.follow(follower, answer: answer)])
      #expect(try await store.receive([receipt], now: now) == [.taken])
    }
  }

  @Test func `a host is blocked with all names below it, and no name that only resembles it`()
    async throws
  {
    let near = ["axb.example", "x.axb.example", "a_b.example.org", "ba_b.example", "b.example"]
    try await follow(from: near + ["a_b.example", "x.a_b.example", "a_b.example:8443"])
    try await store.put(Block(subject: "a_b.example", kind: .block, since: now))
    #expect(try rows("SELECT host FROM follower ORDER BY host") == near.sorted())
    #expect(try rows("SELECT host FROM delivery ORDER BY host") == near.sorted())
    for host in near {
      #expect(try await store.block(ofHost: host) == nil, "\(host)")
    }
    for host in ["a_b.example", "x.a_b.example", "a_b.example:8443"] {
      #expect(try await store.block(ofHost: host) == .block, "\(host)")
    }
  }

  @Test func `what was under way to a host when it was blocked is not tried again`() async throws {
    try await follow(from: ["a.example", "b.example"])
    let load = try await store.claimDeliveries(owner: "a", now: now, duration: 60, limit: 9)
    #expect(load.deliveries.count == 2)
    try await store.put(Block(subject: "a.example", kind: .block, since: now))
    let results = load.deliveries.map {
      DeliveryResult($0, .retry(at: now), reason: "down", host: .failed)
    }
    try await store.record(results, now: now)
    #expect(try rows("SELECT host FROM delivery") == ["b.example"])
  }

  @Test func `a block outweighs a silence, wherever either stands`() async throws {
    let bob = "https://x.a.example/users/bob"
    try await store.put(Block(subject: bob, kind: .silence, since: now))
    #expect(try await store.block(of: bob, onHost: "x.a.example") == .silence)
    try await store.put(Block(subject: "a.example", kind: .block, since: now))
    #expect(try await store.block(of: bob, onHost: "x.a.example") == .block)
    try await store.put(Block(subject: "a.example", kind: .silence, since: now))
    try await store.put(Block(subject: bob, kind: .block, since: now))
    #expect(try await store.block(of: bob, onHost: "x.a.example") == .block)
    #expect(try await store.block(ofHost: "x.a.example") == .silence)
  }
}
