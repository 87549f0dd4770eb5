import ArgumentParser
import Ingest
import Model
import Store

/// `coopwire feeds apply`: takes in the list even where most of the sources fall away.
struct FeedsApplyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "apply", abstract: "Take in the list, even one that lost most of its sources.")

  @OptionGroup var common: CommonOptions

  func run() async throws {
    let settings = try await common.settings()
    let store = try settings.openStore()
    let keeper = settings.keeper(of: store)
    let change = try await keeper.change()
    try await keeper.load(confirmsCut: true)
    try store.close()
    try Console.say(FeedsDiffCommand.text(of: change))
  }
}
