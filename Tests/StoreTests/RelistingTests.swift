import Foundation
import Model
import Store
import TestDatabase
import Testing

struct RelistingTests {
  private let directory: TemporaryDirectory
  private let fixture: Fixture

  init() async throws {
    directory = try TemporaryDirectory()
    fixture = try await Fixture(at: directory.file())
    let url = "https://mill.example/flour"
    try await fixture.tell([.make("Flour", at: url, language: "de")], by: Fixture.mill)
    try await fixture.tell([.make("Theirs", guid: "y:1", at: url)], by: Fixture.press)
    try await fixture.tell([.make("Bread", language: "de")], by: Fixture.bakery)
  }

  private func reconcile(_ change: (inout SubscriptionList) -> Void) async throws {
    var list = Fixture.list()
    change(&list)
    _ = try await fixture.reconcile(list)
    #expect(try RawDatabase(directory.file()).miscounted().isEmpty)
  }

  @Test func `entries follow their source into another folder`() async throws {
    try await reconcile { $0.subscriptions[0].folders = [["Old"]] }
    #expect(try await fixture.titles(.folder("food")) == ["Bread"])
    #expect(try await fixture.titles(.folder("old")) == ["Flour"])
    #expect(try await fixture.titles(.folder("old"), language: "de") == ["Flour"])
    #expect(try await fixture.titles(.outbox(.folder("food"))) == ["Bread"])
    #expect(try await fixture.titles(.folder("media")) == ["Flour"])
    #expect(try await fixture.titles(.river).sorted() == ["Bread", "Flour"])
  }

  @Test func `an entry stays in a folder as long as one of its sources stands there`()
    async throws
  {
    try await reconcile { $0.subscriptions[0].folders = [["Food"], ["Media"]] }
    try await reconcile { list in
      list.subscriptions[0].folders = [["Food"], ["Media"]]
      list.subscriptions[2].folders = []
    }
    #expect(try await fixture.titles(.folder("media")) == ["Flour"])
    try await reconcile { $0.subscriptions[2].folders = [] }
    #expect(try await fixture.titles(.folder("media")).isEmpty)
  }

  @Test func `another slug is another list`() async throws {
    try await reconcile { $0.folders[0].slug = "eating" }
    #expect(try await fixture.titles(.folder("food")).isEmpty)
    #expect(try await fixture.titles(.folder("eating")).count == 2)
  }

  @Test func `a source that turns federation off leaves the outboxes`() async throws {
    try await reconcile { $0.subscriptions[0].federation = .off }
    #expect(try await fixture.titles(.outbox(.merged)) == ["Bread"])
    #expect(try await fixture.titles(.river).count == 2)
    try await reconcile { $0.subscriptions[0].account = "@mill@social.example" }
    #expect(try await fixture.titles(.outbox(.source(Fixture.mill))).isEmpty)
    try await reconcile { _ in }
    #expect(try await fixture.titles(.outbox(.source(Fixture.mill))) == ["Flour"])
  }

  @Test func `a source whose actor is gone leaves the outboxes, and nothing else`() async throws {
    let end = OutgoingActivity(
      path: "/ap/x", actor: "mill_coop", kind: "Delete", object: "mill", body: [],
      made: Fixture.now)
    #expect(try await fixture.store.delete("mill_coop", end))
    #expect(try RawDatabase(directory.file()).miscounted().isEmpty)
    try await fixture.tell([.make("Rye", guid: "r:1")], by: Fixture.mill)
    #expect(try await fixture.titles(.outbox(.source(Fixture.mill))).isEmpty)
    #expect(try await fixture.titles(.outbox(.merged)) == ["Bread"])
    #expect(try await fixture.titles(.outbox(.folder("food"))) == ["Bread"])
    #expect(try await fixture.titles(.river).count == 3)
    #expect(try await fixture.titles(.folder("food")).count == 3)
  }

  @Test func `the operator's word on the language counts more than the feed's`() async throws {
    var profile = SourceProfile()
    profile.language = "en-US"
    try await fixture.tell(
      [.make("Roggen", minutesAgo: 5), .make("Seigle", minutesAgo: 4, language: "fr")],
      by: Fixture.bakery, profile: profile)
    #expect(try await fixture.titles(.river, language: "en") == ["Roggen"])
    try await reconcile { $0.subscriptions[1].language = "de" }
    #expect(try await fixture.titles(.river, language: "en").isEmpty)
    #expect(try await fixture.titles(.river, language: "de").contains("Roggen"))
    #expect(try await fixture.titles(.river, language: "fr") == ["Seigle"])
    try await reconcile { _ in }
    #expect(try await fixture.titles(.river, language: "en") == ["Roggen"])
  }
}
