import ArgumentParser
import Federation
import Fetching
import Foundation
import Logging
import Model
import Store

/// `coopwire actors move`: takes a mirror's followers along to the source's own account.
struct ActorsMoveCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "move",
    abstract: "Have the followers of an actor follow another account, which must name it as alias.")

  @OptionGroup var common: CommonOptions

  @Argument(help: "Our actor, such as @muehle.")
  var actor: String

  @Argument(help: "The account it moves to, such as @muehle@social.example.")
  var target: String

  func run() async throws {
    let handle = try ActorName.handle(actor)
    let target = target
    let id = try await common.withFederation { farewells, documents in
      try await farewells.move(handle, toAccount: target, in: documents, now: Date())
    }
    try Console.say("\(handle) moves to \(id); a running server tells its followers")
  }
}

/// `coopwire actors rotate-key`: gives an actor a new key.
struct ActorsRotateKeyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rotate-key", abstract: "Give an actor a new key; its followers are told.")

  @OptionGroup var common: CommonOptions

  @Argument(help: "Our actor, such as @news.")
  var actor: String

  func run() async throws {
    let handle = try ActorName.handle(actor)
    try await common.withFederation { farewells, _ in
      try await farewells.rotateKey(of: handle, now: Date())
    }
    try Console.say("\(handle) has a new key; a running server tells its followers")
  }
}

/// `coopwire actors delete`: ends an actor; no other server takes one of its name back.
struct ActorsDeleteCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "delete",
    abstract: "End an actor for ever: its followers lose it, and its name is never used again.")

  @OptionGroup var common: CommonOptions

  @Argument(help: "Our actor, such as @muehle.")
  var actor: String

  @Flag(help: "Say that you mean it: other servers never take the actor back.")
  var forEver = false

  func validate() throws {
    guard forEver else {
      throw ValidationError(
        "other servers never take \(actor) back, nor can this be undone here; add --for-ever if "
          + "you mean it, or set coop:ap=\"off\" at its source, which can be taken back")
    }
  }

  func run() async throws {
    let handle = try ActorName.handle(actor)
    try await common.withFederation { farewells, _ in
      try await farewells.delete(handle, now: Date())
    }
    try Console.say("\(handle) is gone for ever; a running server tells its followers")
  }
}

/// How an operator writes the name of an actor of ours.
enum ActorName {
  /// - Throws: `ValidationError`
  static func handle(_ text: String) throws -> Handle {
    let name = text.split(separator: "@").first.map(String.init) ?? ""
    guard let handle = Handle(name) else {
      throw ValidationError(
        "'\(text)' names no actor of ours; 'coopwire actors list' shows them all")
    }
    return handle
  }
}

extension CommonOptions {
  /// Opens all that speaks with other servers, and closes it again.
  ///
  /// - Throws: `ValidationError` where there is no public origin; `IndexError`; what `body` throws.
  func withFederation<Value: Sendable>(
    _ body: (Farewells, RemoteDocuments) async throws -> Value
  ) async throws -> Value {
    let settings = try await settings()
    guard settings.profile(version: Version.number).isPublic else {
      throw ValidationError("nobody follows a preview; set site.url to an https address first")
    }
    try settings.requireIndex()
    let newswire = try Newswire(settings, logger: Diary.logger(level: .critical))
    do {
      try await newswire.store.settleOrigin(newswire.profile.origin)
      let farewells = Farewells(
        site: newswire.profile, store: newswire.store, keys: newswire.keys)
      let value = try await body(farewells, newswire.documents)
      await newswire.fetcher.stop()
      try newswire.store.close()
      return value
    } catch {
      await newswire.fetcher.stop()
      try? newswire.store.close()
      throw error
    }
  }
}
