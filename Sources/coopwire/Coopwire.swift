import ArgumentParser

/// A newswire for cooperatives.
@main
struct Coopwire: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "coopwire", abstract: "A newswire for cooperatives.",
    version: Version.number,
    subcommands: [
      ServeCommand.self, RefreshCommand.self, DemoCommand.self, FeedsCommand.self,
      ParseCommand.self, OPMLCommand.self,
    ])
}
