import Foundation
import Model
import Store
import Testing

struct SourceTests {
  @Test func `sources and folders come back as the operator listed them`() async throws {
    let fixture = try await Fixture()
    let sources = try await fixture.store.sources()
    #expect(sources.map(\.subscription) == Fixture.list().subscriptions)
    #expect(sources.map(\.handle) == ["mill_coop", "bakery_coop", "press_coop"])
    #expect(sources.map(\.added) == Array(repeating: Fixture.now, count: 3))
    #expect(try await fixture.store.folders() == Fixture.list().folders)
    #expect(try await fixture.store.listTitle() == "Cooperatives")
    #expect(try await fixture.store.source(handle: "press_coop")?.id == Fixture.press)
    #expect(try await fixture.store.source(Fixture.mill)?.title == "Mill Coop")
    #expect(try await fixture.store.source(handle: "nobody") == nil)
    #expect(try await fixture.store.folder(handle: "food")?.name == "Food")
  }

  @Test func `the same list again changes nothing`() async throws {
    let fixture = try await Fixture()
    let revision = fixture.store.revision
    #expect(try await fixture.reconcile(Fixture.list()).isEmpty)
    #expect(fixture.store.revision == revision)
  }

  @Test func `a source that is no longer listed is retired, and returns with its number`()
    async throws
  {
    let fixture = try await Fixture()
    try await fixture.tell([.make("Flour")], by: Fixture.mill)
    let short = Fixture.list([Fixture.bakeryLine, Fixture.pressLine])
    #expect(try await fixture.reconcile(short).retired == [Fixture.mill])
    #expect(try await fixture.store.source(Fixture.mill)?.retired == Fixture.now)
    #expect(try await fixture.store.sources().map(\.id).last == Fixture.mill)
    #expect(try await fixture.titles(.river) == ["Flour"])
    #expect(try await fixture.store.statistics().sources == 2)
    #expect(try await fixture.reconcile(short).isEmpty)
    let back = try await fixture.reconcile(Fixture.list())
    #expect(back.returned == [Fixture.mill])
    #expect(back.added.isEmpty)
    #expect(try await fixture.store.source(Fixture.mill)?.retired == nil)
  }

  @Test func `a source listed with its handle keeps it under another address`() async throws {
    let fixture = try await Fixture()
    try await fixture.tell([.make("Flour")], by: Fixture.mill)
    var moved = Fixture.millLine
    moved.feedURL = "https://new.example/feed"
    moved.handle = "mill_coop"
    let list = Fixture.list([moved, Fixture.bakeryLine, Fixture.pressLine])
    let change = try await fixture.reconcile(list)
    #expect(change.changed == [Fixture.mill])
    #expect(change.added.isEmpty && change.retired.isEmpty)
    let source = try await fixture.store.source(handle: "mill_coop")
    #expect(source?.id == Fixture.mill)
    #expect(source?.subscription.feedURL == moved.feedURL)
    #expect(try await fixture.titles(.source(Fixture.mill)) == ["Flour"])
    #expect(try await fixture.reconcile(list).isEmpty)
  }

  @Test func `a source listed where it was seen to move keeps its number`() async throws {
    let fixture = try await Fixture()
    var state = try #require(try await fixture.store.source(Fixture.mill)).state
    state.movedTo = "https://new.example/feed/"
    try await fixture.store.record(state, of: Fixture.mill, owner: "test")
    var moved = Fixture.millLine
    moved.feedURL = "http://new.example/feed"
    let change = try await fixture.reconcile(
      Fixture.list([moved, Fixture.bakeryLine, Fixture.pressLine]))
    #expect(change.changed == [Fixture.mill])
    #expect(change.added.isEmpty && change.retired.isEmpty)
    #expect(try await fixture.store.source(Fixture.mill)?.state.movedTo == nil)
  }

  @Test func `other phrases let the same document be read anew`() async throws {
    let fixture = try await Fixture()
    var state = try #require(try await fixture.store.source(Fixture.mill)).state
    state.validators = FetchState.Validators(url: "https://mill.example/feed", etag: "\"1\"")
    state.bodyDigest = [1, 2, 3]
    try await fixture.store.record(state, of: Fixture.mill, owner: "test")
    var line = Fixture.millLine
    line.exclude = ["bread"]
    let list = [line, Fixture.bakeryLine, Fixture.pressLine]
    #expect(try await fixture.reconcile(Fixture.list(list)).changed == [Fixture.mill])
    let after = try #require(try await fixture.store.source(Fixture.mill)).state
    #expect(after.validators.isEmpty && after.bodyDigest == nil)
    #expect(after.nextCheck == state.nextCheck)
  }

  @Test func `handles are one namespace, given once and never again`() async throws {
    var wishing = Fixture.subscription("wish", in: "Food")
    wishing.handle = "mill_coop"
    var second = Fixture.millLine
    second.feedURL = "https://other.example/feed"
    var nameless = Fixture.subscription("nameless", in: "Food")
    nameless.title = "新聞"
    var reserved = Fixture.subscription("reserved", in: "Food")
    reserved.title = "News"
    var folder = Fixture.subscription("folder", in: "Food")
    folder.title = "Food"
    var long = Fixture.subscription("long", in: "Food")
    long.title = String(repeating: "a", count: 29) + " b c"
    let list = Fixture.list([
      Fixture.millLine, second, nameless, reserved, folder, long, wishing,
    ])
    let fixture = try await Fixture(list)
    let handles = try await fixture.store.sources().map(\.handle)
    #expect(
      handles == [
        "mill_coop_2", "mill_coop_3", "nameless_example", "news_2", "food_2",
        String(repeating: "a", count: 29), "mill_coop",
      ])
    var renamed = list
    renamed.subscriptions[0].title = "Windmill"
    renamed.subscriptions[0].handle = "windmill"
    #expect(try await fixture.reconcile(renamed).changed == [Source.ID(rawValue: 1)])
    #expect(try await fixture.store.sources().map(\.handle) == handles)
  }

  @Test func `another interval asks that source anew and leaves the others alone`() async throws {
    let fixture = try await Fixture()
    let later = Fixture.now.addingTimeInterval(7200)
    for source in [Fixture.mill, Fixture.bakery] {
      try await fixture.store.record(FetchState(nextCheck: later), of: source, owner: "test")
    }
    var list = Fixture.list()
    list.subscriptions[0].interval = 240
    let moment = Fixture.now.addingTimeInterval(60)
    _ = try await fixture.reconcile(list, now: moment)
    #expect(try await fixture.store.source(Fixture.mill)?.state.nextCheck == moment)
    #expect(try await fixture.store.source(Fixture.bakery)?.state.nextCheck == later)
  }

  @Test func `an address listed twice is one source`() async throws {
    let fixture = try await Fixture(Fixture.list([Fixture.millLine, Fixture.millLine]))
    #expect(try await fixture.store.sources().count == 1)
  }

  @Test func `the state of a source comes back whole`() async throws {
    let fixture = try await Fixture()
    var state = FetchState(nextCheck: Fixture.now.addingTimeInterval(3600))
    state.validators = FetchState.Validators(etag: "W/\"ä\"", lastModified: "yesterday")
    state.bodyDigest = [0, 1, 255]
    state.failure = Failure(.timeout, "too slow")
    state.redirect = FetchState.RedirectStreak(
      target: "https://x.example", count: 2, since: Fixture.now)
    state.gap = 1234.5
    state.hints.skipHours = [3, 1, 2, 23, 0]
    try await fixture.store.record(state, of: Fixture.mill, owner: "test")
    #expect(try await fixture.store.source(Fixture.mill)?.state == state)
    var profile = SourceProfile()
    profile.title = "Mill"
    try await fixture.tell([], by: Fixture.mill, profile: profile)
    #expect(try await fixture.store.source(Fixture.mill)?.profile == profile)
  }

  @Test func `what a source has told of late is counted`() async throws {
    let fixture = try await Fixture()
    let month = Fixture.now.addingTimeInterval(-30 * 86_400)
    let old = month.addingTimeInterval(-60)
    try await fixture.tell([.make("Old")], by: Fixture.mill, now: old)
    try await fixture.tell([.make("Old"), .make("New")], by: Fixture.mill)
    try await fixture.tell([.make("Bread"), .make("Cake")], by: Fixture.bakery)
    #expect(try await fixture.store.entryCount(of: Fixture.mill, since: month) == 1)
  }
}
