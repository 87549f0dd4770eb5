import Foundation
import Model
import Store
import TestDatabase
import Testing

struct LeaseTests {
  private let now = Fixture.now

  @Test func `two stores on one file never hand out one source twice`() async throws {
    let directory = try TemporaryDirectory()
    let fixture = try await Fixture(at: directory.file())
    let other = try Store(.file(directory.file()), now: now)
    let mine = try await fixture.store.lease(owner: "a", now: now, duration: 600, limit: 2)
    let theirs = try await other.lease(owner: "b", now: now, duration: 600, limit: 9)
    #expect(mine.count == 2)
    #expect(theirs.count == 1)
    #expect(Set(mine.map(\.id)).isDisjoint(with: theirs.map(\.id)))
    #expect(
      try await other.lease(owner: "b", now: now, duration: 600, limit: 9, dueOnly: false).isEmpty)
  }

  @Test func `a lease ends with its time`() async throws {
    let fixture = try await Fixture()
    let leased = try await fixture.store.lease(owner: "a", now: now, duration: 600, limit: 9)
    #expect(leased.count == 3)
    #expect(try await fixture.store.nextDue() == now.addingTimeInterval(600))
    let early = now.addingTimeInterval(599)
    #expect(
      try await fixture.store.lease(owner: "b", now: early, duration: 600, limit: 9).isEmpty)
    let late = now.addingTimeInterval(600)
    #expect(
      try await fixture.store.lease(owner: "b", now: late, duration: 600, limit: 9).count == 3)
  }

  @Test func `what is released is due as before`() async throws {
    let fixture = try await Fixture()
    _ = try await fixture.store.lease(owner: "a", now: now, duration: 600, limit: 9)
    try await fixture.store.release(owner: "b")
    #expect(try await fixture.store.lease(owner: "b", now: now, duration: 60, limit: 9).isEmpty)
    try await fixture.store.release(owner: "a")
    #expect(try await fixture.store.nextDue() == now)
    #expect(try await fixture.store.lease(owner: "b", now: now, duration: 60, limit: 9).count == 3)
  }

  @Test func `recording ends the lease`() async throws {
    let fixture = try await Fixture()
    _ = try await fixture.store.lease(owner: "test", now: now, duration: 600, limit: 9)
    try await fixture.tell([.make("A")], by: Fixture.mill)
    try await fixture.store.record(
      FetchState(nextCheck: now.addingTimeInterval(60)), of: Fixture.press, owner: "test")
    let free = try await fixture.store.lease(
      owner: "b", now: now, duration: 60, limit: 9, dueOnly: false)
    #expect(free.map(\.id) == [Fixture.press, Fixture.mill])
  }

  @Test func `a lease that somebody else took over is not ended by its former holder`()
    async throws
  {
    let fixture = try await Fixture()
    _ = try await fixture.store.lease(owner: "slow", now: now, duration: 10, limit: 9)
    let later = now.addingTimeInterval(20)
    _ = try await fixture.store.lease(owner: "quick", now: later, duration: 600, limit: 9)
    try await fixture.store.record(FetchState(nextCheck: later), of: Fixture.mill, owner: "slow")
    #expect(
      try await fixture.store.lease(owner: "third", now: later, duration: 9, limit: 9).isEmpty)
  }

  @Test func `paused and retired sources are not handed out`() async throws {
    let fixture = try await Fixture()
    var list = Fixture.list([Fixture.millLine, Fixture.bakeryLine])
    list.subscriptions[0].isPaused = true
    _ = try await fixture.reconcile(list)
    let leased = try await fixture.store.lease(
      owner: "a", now: now, duration: 60, limit: 9, dueOnly: false)
    #expect(leased.map(\.id) == [Fixture.bakery])
  }

  @Test func `the longest due comes first`() async throws {
    let fixture = try await Fixture()
    for (source, seconds) in [(Fixture.mill, -1.0), (Fixture.bakery, 5), (Fixture.press, -9)] {
      try await fixture.store.record(
        FetchState(nextCheck: now.addingTimeInterval(seconds)), of: source, owner: "a")
    }
    let leased = try await fixture.store.lease(owner: "a", now: now, duration: 60, limit: 9)
    #expect(leased.map(\.id) == [Fixture.press, Fixture.mill])
  }
}
