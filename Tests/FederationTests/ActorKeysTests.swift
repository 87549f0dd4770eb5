import Foundation
import Model
import Store
import Synchronization
import Testing

@testable import Federation

struct ActorKeysTests {
  private final class Workshop: Sendable {
    private let count = Mutex(0)
    var made: Int { count.withLock { $0 } }

    func make() throws -> KeyPair {
      count.withLock { $0 += 1 }
      return try KeyPair.generate()
    }
  }

  private let workshop = Workshop()
  private let store: Store

  init() throws {
    store = try Store(.memory, now: Newswire.now)
  }

  private func keys(_ store: Store?) -> ActorKeys {
    ActorKeys(site: Newswire.site, store: store) { [workshop] in try workshop.make() }
  }

  private func ask(_ keys: ActorKeys, times: Int) async throws -> Set<String> {
    try await withThrowingTaskGroup(of: String.self) { group in
      for _ in 0..<times {
        group.addTask { try await keys.publicPEM(of: .merged, now: Newswire.now) }
      }
      return try await group.reduce(into: []) { $0.insert($1) }
    }
  }

  @Test func `many first requests at once make one pair`() async throws {
    #expect(try await ask(keys(store), times: 20).count == 1)
    #expect(workshop.made == 1)
  }

  @Test func `a pair outlives the process`() async throws {
    let before = try await ask(keys(store), times: 1)
    #expect(try await ask(keys(store), times: 1) == before)
    #expect(workshop.made == 1)
    let kept = try #require(try await store.actorKey(of: "news"))
    #expect(kept.created == Newswire.now)
    #expect(try KeyPair(of: .merged, privatePEM: kept.pem).publicPEM == before.first)
  }

  @Test func `two processes on one database agree on one pair`() async throws {
    async let one = ask(keys(store), times: 3)
    async let other = ask(keys(store), times: 3)
    #expect(try await one == other)
  }

  @Test func `a preview keeps its pairs in memory`() async throws {
    let keys = keys(nil)
    #expect(try await ask(keys, times: 5).count == 1)
    #expect(try await ask(keys, times: 1) == ask(keys, times: 1))
    #expect(workshop.made == 1)
  }

  @Test func `a preview writes nothing into the store`() async throws {
    var site = Newswire.site
    site.isPublic = false
    let keys = ActorKeys(site: site, store: store)
    _ = try await keys.publicPEM(of: .merged, now: Newswire.now)
    #expect(try await store.actorKey(of: "news") == nil)
  }

  @Test func `public keys are SPKI of 2048 bits`() throws {
    let pair = try Newswire.pair.get()
    let lines = pair.publicPEM.split(separator: "\n")
    #expect(lines.first == "-----BEGIN PUBLIC KEY-----")
    #expect(lines.last == "-----END PUBLIC KEY-----")
    let der = try #require(Data(base64Encoded: lines.dropFirst().dropLast().joined()))
    #expect(der.count == 294)
    #expect(!pair.publicPEM.contains("PRIVATE"))
  }

  @Test func `a key that cannot be read is told, not replaced`() async throws {
    _ = try await store.keep(ActorKey(pem: "rubbish", created: Newswire.now), of: "news")
    let error = await #expect(throws: FederationError.self) {
      try await keys(store).publicPEM(of: .merged, now: Newswire.now)
    }
    #expect(error == .unreadableKey(handle: "news"))
    #expect(try await store.actorKey(of: "news")?.pem == "rubbish")
  }
}
