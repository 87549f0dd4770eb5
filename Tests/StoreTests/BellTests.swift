import Foundation
import Model
import Testing

@testable import Store

/// When whoever works something off is told that there is work.
struct BellTests {
  private static let long = Duration.seconds(60)
  private static let short = Duration.milliseconds(20)

  @Test func `it is heard by whoever listens`() async {
    let bell = Bell()
    async let heard: Void = bell.rung(within: Self.long)
    bell.ring()
    await heard
  }

  @Test func `it is heard once, however late and however often it rang`() async {
    let bell = Bell()
    bell.ring()
    bell.ring()
    let start = ContinuousClock.now
    await bell.rung(within: Self.long)
    let middle = ContinuousClock.now
    await bell.rung(within: Self.short)
    #expect(middle - start < Self.long)
    #expect(ContinuousClock.now - middle >= Self.short)
  }

  @Test func `silence lasts as long as was asked for, again and again`() async {
    let bell = Bell()
    let start = ContinuousClock.now
    for _ in 0..<3 { await bell.rung(within: Self.short) }
    #expect(ContinuousClock.now - start >= Self.short * 3)
  }

  @Test func `whoever is cancelled waits no longer`() async {
    let bell = Bell()
    let task = Task { await bell.rung(within: Self.long) }
    task.cancel()
    await task.value
    async let heard: Void = bell.rung(within: Self.long)
    bell.ring()
    await heard
  }

  @Test func `a new activity rings, and nothing else does`() async throws {
    let store = try Store(.memory, now: Fixture.now)
    let start = ContinuousClock.now
    try await store.send(Self.activity, to: [])
    await store.toSend.rung(within: Self.long)
    #expect(ContinuousClock.now - start < Self.long)
    try await store.releaseDeliveries(owner: "nobody", now: Fixture.now)
    let later = ContinuousClock.now
    await store.toSend.rung(within: Self.short)
    #expect(ContinuousClock.now - later >= Self.short)
  }

  private static let activity = OutgoingActivity(
    path: "/ap/activities/1", actor: "news", kind: "Update", object: "x", body: [],
    made: Fixture.now)
}
