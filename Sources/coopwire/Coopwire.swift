import ArgumentParser
import Glibc

/// A newswire for cooperatives.
@main
struct Coopwire: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "coopwire", abstract: "A newswire for cooperatives.",
    version: Version.number,
    subcommands: [
      ServeCommand.self, RefreshCommand.self, DemoCommand.self, FeedsCommand.self,
      EntriesCommand.self, ActorsCommand.self,
      ParseCommand.self, OPMLCommand.self,
    ])

  /// Runs what the arguments ask for; whatever goes wrong is said here, in one sentence.
  static func main() async {
    do {
      var command = try parseAsRoot()
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch {
      guard let complaint = Complaint(error) else { exit(withError: error) }
      Console.complain(complaint.sentence)
      Glibc.exit(complaint.exitCode)
    }
  }
}
