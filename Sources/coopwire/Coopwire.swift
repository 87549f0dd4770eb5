import ArgumentParser

@main struct Coopwire: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "A newswire for cooperatives.",
    subcommands: [OPMLCommand.self, FeedsCommand.self])
}
