import Foundation
import Model
import Store
import Testing

@testable import Federation

/// Accounts that pass on what others write on their server: the blog of several authors, a channel.
struct GroupTests {
  private func open(_ test: (Village) async throws -> Void) async throws {
    try await Village.open { village in
      village.settle(type: "Group")
      village.settle(name: "ada", type: "Person")
      village.settle(name: "rain", type: "Person")
      try await test(village)
    }
  }

  /// A post that Ada wrote.
  private func note(_ content: String, _ more: String = Village.everybody) -> String {
    Village.note("a", content, more).replacing("/users/wind", with: "/users/ada")
  }

  private func activity(_ type: String, by name: String = "ada", _ object: String) -> String {
    """
    {"@context":"https://www.w3.org/ns/activitystreams","id":"{home}/\(UUID().uuidString)",
     "type":"\(type)","actor":"{home}/users/\(name)","object":\(object)}
    """
  }

  private func announce(_ object: String) -> String { activity("Announce", by: "wind", object) }

  private let edited = "\"updated\":\"2026-09-21T15:00:00Z\"," + Village.everybody

  @Test func `a blog tells what its authors write, edit and delete`() async throws {
    try await open { village in
      try await village.keeper().keep()
      village.put(note("One"), at: "/notes/a")
      try await village.receive(announce(activity("Create", note("Forged"))))
      let entry = try #require(try await village.entries().first)
      #expect(entry.native == village.home + "/notes/a")
      #expect(entry.excerpt == "One")
      village.put(note("Two", edited), at: "/notes/a")
      try await village.receive(announce(activity("Update", note("Forged", edited))))
      #expect(try await village.entries().map(\.excerpt) == ["Two"])
      let deletion = announce(activity("Delete", "\"{home}/notes/a\""))
      try await village.receive(deletion)
      #expect(try await village.entries().count == 1)
      village.takeAway("/notes/a")
      try await village.receive(deletion)
      #expect(try await village.entries().isEmpty)
    }
  }

  @Test func `a channel's outbox holds boosts alone`() async throws {
    try await open { village in
      village.put(
        note(
          "Mill", "\"name\":\"Film\",\"x\":0," + Village.everybody
        ).replacing("\"Note\"", with: "\"Video\"")
          .replacing(
            "\"{home}/users/ada\"",
            with:
              "[{\"type\":\"Person\",\"id\":\"{home}/users/ada\"},{\"type\":\"Group\",\"id\":\"{home}/users/wind\"}]"
          ), at: "/notes/a")
      village.say("b", "Elsewhere")
      village.fill(with: [
        announce("\"{home}/notes/a\""), announce("\"{elsewhere}/notes/b\""),
      ])
      try await village.keeper().keep()
      #expect(try await village.entries().map(\.title) == ["Film"])
      #expect(try await village.entries().first?.native == village.home + "/notes/a")
    }
  }

  @Test func `whoever wrote a post edits and deletes it, followed or not`() async throws {
    try await open { village in
      try await village.keeper().keep()
      village.put(note("One"), at: "/notes/a")
      try await village.receive(announce("\"{home}/notes/a\""))
      #expect(try await village.entries().map(\.excerpt) == ["One"])
      village.put(note("Two", edited), at: "/notes/a")
      try await village.receive(activity("Update", note("Two", edited)), from: "ada")
      #expect(try await village.entries().map(\.excerpt) == ["Two"])

      let deletion = activity("Delete", by: "rain", "\"{home}/notes/a\"")
      try await village.receive(deletion, from: "rain")
      #expect(try await village.entries().count == 1)
      try await village.receive(activity("Delete", "\"{home}/notes/a\""), from: "ada")
      #expect(try await village.entries().isEmpty)
    }
  }

  /// As what an older version has written, which knew no author.
  @Test func `a deletion by somebody else on that server holds where the post is gone`()
    async throws
  {
    try await open { village in
      try await village.keeper().keep()
      village.put(note("One"), at: "/notes/a")
      try await village.receive(announce("\"{home}/notes/a\""))
      try village.raw("UPDATE telling SET native_author = '\(village.actorID)'")
      village.takeAway("/notes/a")
      try await village.receive(activity("Delete", "\"{home}/notes/a\""), from: "ada")
      #expect(try await village.entries().isEmpty)
    }
  }

  @Test func `what is written elsewhere is not passed on`() async throws {
    try await open { village in
      try await village.keeper().keep()
      village.put(
        note("Guest").replacing("{home}/users", with: "{elsewhere}/users"), at: "/notes/a")
      try await village.receive(announce("\"{home}/notes/a\""))
      village.put(note("Far").replacing("{home}", with: "{elsewhere}"), at: "/notes/a")
      try await village.receive(announce("\"{elsewhere}/notes/a\""))
      #expect(try await village.entries().isEmpty)
    }
  }

  @Test(arguments: [Block.Kind.block, .silence])
  func `S12: whom the operator has blocked is not heard through a group`(
    kind: Block.Kind
  ) async throws {
    try await open { village in
      try await village.keeper().keep()
      village.put(note("One"), at: "/notes/a")
      try await village.receive(announce("\"{home}/notes/a\""))
      #expect(try await village.entries().count == 1)
      try await village.store.put(
        Block(subject: village.home + "/users/ada", kind: kind, since: Newswire.now))
      village.put(note("Two", edited), at: "/notes/a")
      village.put(note("New").replacing("notes/a", with: "notes/b"), at: "/notes/b")
      village.fill(with: [announce("\"{home}/notes/b\"")])
      village.clock.advance(2 * 3600)
      try await village.keeper().keep()
      #expect(try await village.entries().map(\.excerpt) == ["One"])
      // What came before stays, for the operator may change their mind.
      try await village.receive(announce("\"{home}/notes/a\""))
      #expect(try await village.entries().map(\.excerpt) == ["One"])
    }
  }
}
