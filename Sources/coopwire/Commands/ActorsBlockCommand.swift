import ArgumentParser
import Foundation
import Store

/// `coopwire actors block`: nothing is taken from a host or an actor any more, nor sent to it.
struct ActorsBlockCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "block", abstract: "Have nothing to do with a host or an actor any more.")

  @OptionGroup var common: CommonOptions
  @OptionGroup var subject: Subject

  func run() async throws {
    let name = try subject.name()
    let isKnown = try await common.change { store in
      let isKnown = try await subject.isKnown(name, to: store)
      try await store.put(Block(subject: name, kind: .block, since: Date()))
      return isKnown
    }
    try Console.say(
      "\(name) is blocked; " + (isKnown ? "what it left here is gone" : Subject.unknown))
  }
}

/// `coopwire actors silence`: a host or an actor may follow, and nothing it writes is shown.
struct ActorsSilenceCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "silence", abstract: "Let a host or an actor follow, and show nothing it writes.")

  @OptionGroup var common: CommonOptions
  @OptionGroup var subject: Subject

  func run() async throws {
    let name = try subject.name()
    let isKnown = try await common.change { store in
      let isKnown = try await subject.isKnown(name, to: store)
      try await store.put(Block(subject: name, kind: .silence, since: Date()))
      return isKnown
    }
    try Console.say(
      "\(name) is silenced; "
        + (isKnown ? "it may follow, and nothing it writes is shown" : Subject.unknown))
  }
}

/// `coopwire actors unblock`: ends a block or a silence.
struct ActorsUnblockCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "unblock", abstract: "End a block or a silence.")

  @OptionGroup var common: CommonOptions
  @OptionGroup var subject: Subject

  func run() async throws {
    let name = try subject.name()
    try await common.change { store in
      let blocks = try await store.blocks().map(\.subject)
      guard blocks.contains(name) else {
        if let host = blocks.first(where: { Subject.isBelow($0, name) }) {
          throw ValidationError("\(name) is blocked only because \(host) is; unblock that")
        }
        throw ValidationError("\(name) is not blocked; 'coopwire actors blocks' shows who is")
      }
      try await store.unblock(name)
    }
    try Console.say("\(name) is welcome again; what was forgotten stays so")
  }
}

/// `coopwire actors blocks`: who is blocked or silenced.
struct ActorsBlocksCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "blocks", abstract: "Show who is blocked or silenced.")

  @OptionGroup var common: CommonOptions

  func run() async throws {
    let blocks = try await common.change { try await $0.blocks() }
    let lines = blocks.map { block in
      "\(block.kind == .block ? "blocked" : "silenced")".padded(to: 10)
        + "\(block.subject), since \(block.since.formatted(.iso8601))"
    }
    try Console.say(lines.isEmpty ? "nobody is blocked" : lines.joined(separator: "\n"))
  }
}

/// `coopwire actors purge`: forgets all that is known of a host or an actor.
struct ActorsPurgeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "purge", abstract: "Forget all that is known of a host or an actor.")

  @OptionGroup var common: CommonOptions
  @OptionGroup var subject: Subject

  func run() async throws {
    let name = try subject.name()
    let isKnown = try await common.change { store in
      let isKnown = try await subject.isKnown(name, to: store)
      if Subject.isHost(name) {
        try await store.purge(host: name)
      } else {
        try await store.purge(actor: name)
      }
      return isKnown
    }
    try Console.say(
      isKnown
        ? "nothing of \(name) is known here any more; it may come again"
        : "nothing of \(name) is forgotten; \(Subject.unknown)")
  }
}
