import ArgumentParser

/// `coopwire feeds`: what concerns the operator's list.
struct FeedsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "feeds", abstract: "Look after the list of sources.",
    subcommands: [
      FeedsListCommand.self, FeedsValidateCommand.self, FeedsDiffCommand.self,
      FeedsApplyCommand.self, FeedsReleaseCommand.self,
    ])
}
