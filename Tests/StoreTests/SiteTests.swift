import Foundation
import Model
import Store
import Testing

struct SiteTests {
  @Test func `the origin is settled once`() async throws {
    let store = try Store(.memory, now: Fixture.now)
    #expect(try await store.settledOrigin() == nil)
    try await store.settleOrigin("https://a.example")
    try await store.settleOrigin("https://a.example")
    #expect(try await store.settledOrigin() == "https://a.example")
    let other = "https://b.example"
    await #expect(
      throws: StoreError.originSettled(settled: "https://a.example", asked: other)
    ) {
      try await store.settleOrigin(other)
    }
  }

  @Test func `an identifier is made once for each name`() async throws {
    let store = try Store(.memory, now: Fixture.now)
    let first = EntryKey("first")
    #expect(try await store.identifier(named: "feed", fresh: first) == first.uuidURN)
    #expect(try await store.identifier(named: "feed", fresh: EntryKey("x")) == first.uuidURN)
    #expect(try await store.identifier(named: "other", fresh: EntryKey("x")) != first.uuidURN)
  }

  @Test func `the first key of an actor is kept`() async throws {
    let store = try Store(.memory, now: Fixture.now)
    let first = ActorKey(pem: "first", created: Fixture.now)
    let second = ActorKey(pem: "second", created: Fixture.now)
    #expect(try await store.actorKey(of: "news") == nil)
    #expect(try await store.keep(first, of: "news") == first)
    #expect(try await store.keep(second, of: "news") == first)
    #expect(try await store.actorKey(of: "news") == first)
    #expect(try await store.keep(second, of: "mill") == second)
  }
}
