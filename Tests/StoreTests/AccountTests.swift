import Foundation
import Model
import Store
import TestDatabase
import Testing

struct AccountTests {
  private let account = Subscription(account: "@Ann@social.example", title: "")

  @Test func `a source told by its account is followed and never asked`() async throws {
    let fixture = try await Fixture(Fixture.list([account]))
    let source = try #require(try await fixture.store.sources().first)
    #expect(source.isFollowed && !source.isAsked)
    #expect(source.title == "@ann@social.example")
    #expect(source.handle == "ann_social_example")
    #expect(try await fixture.reconcile(Fixture.list([account])).isEmpty)
    var paused = account
    paused.isPaused = true
    _ = try await fixture.reconcile(Fixture.list([paused]))
    #expect(try await fixture.store.source(source.id)?.isFollowed == false)
  }

  @Test func `nothing of the source is due to be asked`() async throws {
    let directory = try TemporaryDirectory()
    _ = try await Fixture(at: directory.file(), Fixture.list([account, Fixture.millLine]))
    let asked = try RawDatabase(directory.file()).rows(
      "SELECT address FROM source WHERE is_asked = 1")
    #expect(asked == ["https://mill.example/feed"])
  }

  @Test func `a feed that gives way to an account leaves its failures behind`() async throws {
    let fixture = try await Fixture()
    var state = try #require(try await fixture.store.source(Fixture.mill)).state
    state.failures = 7
    try await fixture.store.record(state, of: Fixture.mill, owner: "test")
    var line = account
    line.handle = "mill_coop"
    let list = Fixture.list([line, Fixture.bakeryLine, Fixture.pressLine])
    #expect(try await fixture.reconcile(list).changed == [Fixture.mill])
    let source = try #require(try await fixture.store.source(Fixture.mill))
    #expect(source.state.failures == 0 && source.isFollowed)
  }
}
