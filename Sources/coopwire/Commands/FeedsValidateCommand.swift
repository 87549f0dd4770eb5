import ArgumentParser
import Feeds
import Model

/// `coopwire feeds validate`: reads a list as the newswire would and names what is wrong with it.
struct FeedsValidateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate", abstract: "Check a list, naming line and trouble.")

  @Argument(help: "The list to check.")
  var file = "feeds.opml"

  func run() throws {
    let findings = Self.findings(in: file)
    for line in findings.lines { try Console.say(line) }
    if !findings.isSound { throw ExitCode.failure }
  }

  /// What is to be said of a list, and whether it is without trouble.
  static func findings(in file: String) -> (lines: [String], isSound: Bool) {
    do throws(ListFileError) {
      let list = try list(in: file)
      let troubles = list.troubles.map { "\(file): \($0)" }
      return (troubles + [summary(of: list)], troubles.isEmpty)
    } catch {
      return ([error.description], false)
    }
  }

  private static func list(in file: String) throws(ListFileError) -> SubscriptionList {
    let bytes = try ListFile.read(file)
    do throws(OPMLError) {
      return try OPMLReader.read(bytes)
    } catch {
      throw .notAList(file: file, error)
    }
  }

  private static func summary(of list: SubscriptionList) -> String {
    let paused = list.subscriptions.count { $0.isPaused }
    let suffix = paused > 0 ? ", \(paused) of them paused" : ""
    let sources = count(list.subscriptions.count, "source")
    return "\(sources) in \(count(list.folders.count, "folder"))\(suffix)"
  }

  private static func count(_ number: Int, _ noun: String) -> String {
    number == 1 ? "1 \(noun)" : "\(number) \(noun)s"
  }
}
