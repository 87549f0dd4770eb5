import ArgumentParser
import Federation
import Model
import Store

/// `coopwire actors list`: our actors, and how many follow each.
struct ActorsListCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Show our actors with the number of their followers.")

  @OptionGroup var common: CommonOptions

  func run() async throws {
    let settings = try await common.settings()
    let host = settings.profile(version: Version.number).authority
    let lines = try await common.change { store in
      var actors = [("news", "everything")]
      actors += try await store.folders().compactMap { folder in
        folder.handle.map { ($0, folder.path.joined(separator: " / ")) }
      }
      actors += try await store.sources().filter(Self.isMirrored).map { ($0.handle, $0.title) }
      var lines: [String] = []
      for (handle, title) in actors {
        let count = try await store.followerCount(of: handle)
        let record = try await store.actorRecord(of: handle)
        let end =
          record.deleted != nil ? " (gone for ever)" : record.movedTo.map { " (moved to \($0))" }
        lines.append(
          "@\(handle)@\(host)".padded(to: 48) + "\(count)".indented(to: 8)
            + "  \(title.onOneLine)\(end ?? "")")
      }
      return lines
    }
    try Console.say(
      (["actor".padded(to: 48) + "followers".indented(to: 8) + "  tells"] + lines)
        .joined(separator: "\n"))
  }

  /// Whether an actor of ours tells what the source tells: not one that has an account of its own.
  private static func isMirrored(_ source: Source) -> Bool {
    source.retired == nil && source.subscription.account == nil
      && source.subscription.federation != .off
  }
}

/// `coopwire actors followers`: who follows one of our actors.
struct ActorsFollowersCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "followers", abstract: "List the followers of an actor of ours.")

  @OptionGroup var common: CommonOptions

  @Argument(help: "Our actor, such as @news.")
  var actor: String

  private static let page = 1000

  func run() async throws {
    let handle = try ActorName.handle(actor).description
    try await common.change { store in
      guard try await Self.isThere(handle, in: store) else {
        throw FederationError.unknownActor(handle: handle)
      }
      var last: String?
      while true {
        let followers = try await store.followers(of: handle, after: last, limit: Self.page)
        for follower in followers { try Console.say(follower.id) }
        guard followers.count == Self.page, let id = followers.last?.id else { break }
        last = id
      }
      if last == nil, try await store.followerCount(of: handle) == 0 {
        try Console.say("nobody follows \(handle) yet")
      }
    }
  }

  private static func isThere(_ handle: String, in store: Store) async throws -> Bool {
    if handle == Handle.merged.description { return true }
    if try await store.source(handle: handle) != nil { return true }
    return try await store.folder(handle: handle) != nil
  }
}
