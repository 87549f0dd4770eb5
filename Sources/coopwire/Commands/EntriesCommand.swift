import ArgumentParser
import Foundation
import Model
import Store

/// `coopwire entries`: what concerns single entries.
struct EntriesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "entries", abstract: "Take single entries out of sight, or down for ever.",
    subcommands: [Hide.self, Show.self, Remove.self])

  /// Which entry is meant: the last part of its page's address, or that address.
  struct Choice: ParsableArguments {
    @Argument(help: "The entry: the address of its page, or what stands behind /e/ in it.")
    var entry: String

    /// - Throws: `ValidationError`
    func id() throws -> EntryID {
      let name = entry.split(separator: "/").last.map(String.init) ?? ""
      guard let id = EntryID(name) else {
        throw ValidationError(
          "'\(entry)' names no entry; copy the address of its page, which ends in /e/ and 13 letters"
        )
      }
      return id
    }
  }

  /// Why nothing was changed.
  struct Refusal: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
      self.description = description
    }
  }

  /// `coopwire entries hide`.
  struct Hide: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Answer 404 for an entry everywhere and take back its boosts; 'show' undoes it.")

    @OptionGroup var common: CommonOptions
    @OptionGroup var choice: Choice

    func run() async throws {
      let id = try choice.id()
      let change = try await common.change { try await $0.hide(id, now: Date()) }
      guard change.isChanged else {
        throw Refusal(
          change.obstacle == .removed
            ? "\(id) is removed for ever; there is nothing left to hide"
            : "\(id) is hidden already; 'coopwire entries show \(id)' undoes that")
      }
      try Console.say("\(id) is out of sight; 'coopwire entries show \(id)' undoes it")
    }
  }

  /// `coopwire entries show`.
  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Show a hidden entry again; boosts that were taken back stay so.")

    @OptionGroup var common: CommonOptions
    @OptionGroup var choice: Choice

    func run() async throws {
      let id = try choice.id()
      let change = try await common.change { try await $0.show(id, now: Date()) }
      switch (change.isChanged, change.obstacle.map(Self.reason)) {
      case (true, nil): try Console.say("\(id) is to be seen again")
      case (true, let reason?):
        try Console.say("\(id) is not hidden any more, and out of sight all the same: \(reason)")
      case (false, nil):
        throw Refusal("\(id) is not hidden; nothing was changed")
      case (false, let reason?): throw Refusal("\(id) cannot be shown: \(reason)")
      }
    }

    private static func reason(_ obstacle: EntryObstacle) -> String {
      switch obstacle {
      case .removed: "it is removed for ever"
      case .dated(let date):
        "its publisher has dated it ahead, and it appears at \(date.formatted(.iso8601))"
      case .held: "its source is held; 'coopwire feeds release' lets it appear"
      case .unlisted: "its source is not in the list any more; put it there again"
      }
    }
  }

  /// `coopwire entries remove`.
  struct Remove: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Take an entry down for ever: 410, Delete, never taken in again.")

    @OptionGroup var common: CommonOptions
    @OptionGroup var choice: Choice

    func run() async throws {
      let id = try choice.id()
      try await common.change { store in
        if try await store.status(of: id) == .unknown { throw StoreError.unknownEntry(id) }
        try await store.remove(id, now: Date())
      }
      try Console.say("\(id) is removed for ever; a running server tells its followers")
    }
  }
}

extension CommonOptions {
  /// Opens the index that is there, has it changed, and closes it.
  func change<Value>(_ body: (Store) async throws -> Value) async throws -> Value {
    let settings = try await settings()
    try settings.requireIndex()
    let store = try settings.openStore()
    do {
      let value = try await body(store)
      try store.close()
      return value
    } catch {
      try? store.close()
      throw error
    }
  }
}
