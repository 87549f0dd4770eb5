import ArgumentParser
import Ingest
import Model
import Store

/// `coopwire feeds diff`: what taking in the list would change.
struct FeedsDiffCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff", abstract: "Show what the list adds, removes and changes.")

  @OptionGroup var common: CommonOptions

  func run() async throws {
    let settings = try await common.settings()
    let store = try settings.openStoreToLook()
    let change = try await settings.keeper(of: store).change()
    try store.close()
    try Console.say(Self.text(of: change))
  }

  static func text(of change: ListChange) -> String {
    guard !change.isEmpty else { return "nothing changes" }
    let signs = [("+", change.added), ("-", change.removed), ("~", change.changed)]
    let lines = signs.flatMap { sign, subscriptions in
      subscriptions.map { "\(sign) \($0.shownAddress)  \($0.title)" }
    }
    return
      (lines + [
        "\(change.added.count) added, \(change.removed.count) removed, \(change.changed.count) changed"
      ]).joined(separator: "\n")
  }
}
