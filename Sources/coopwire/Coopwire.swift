import ArgumentParser

/// A newswire for cooperatives.
@main
struct Coopwire: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "coopwire", abstract: "A newswire for cooperatives.",
    subcommands: [ParseCommand.self, OPMLCommand.self, FeedsCommand.self])
}
