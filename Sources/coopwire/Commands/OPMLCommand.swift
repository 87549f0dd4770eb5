import ArgumentParser
import Feeds
import Foundation

/// `coopwire opml`: shows which feeds a list names.
struct OPMLCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "opml", abstract: "Show the feeds that OPML lists name.")

  @Flag(help: "Write one JSON object a line for each list.")
  var json = false

  @Option(help: "A file with one JSON object a line, its key \"file\" naming a list.")
  var batch: String?

  @Argument(help: "The lists to read.")
  var files: [String] = []

  func validate() throws {
    guard batch == nil || files.isEmpty else {
      throw ValidationError("a batch and files exclude each other: give one of them")
    }
    guard batch != nil || !files.isEmpty else {
      throw ValidationError("no list to read: name a file, or a manifest with --batch")
    }
  }

  func run() throws {
    var hasFailed = false
    for file in try batch.map(Self.manifest) ?? files.map(Result.success) {
      let outcome = file.flatMap { file in Result { () throws(ListFileError) in try list(file) } }
      if case .failure = outcome { hasFailed = true }
      try Console.say(json ? OPMLOutput.json(outcome) : OPMLOutput.text(outcome))
    }
    // Whoever reads JSON finds the error in its line.
    if hasFailed, !json { throw ExitCode.failure }
  }

  private func list(_ file: String) throws(ListFileError) -> OPMLOutput {
    let bytes = try ListFile.read(file)
    do throws(OPMLError) {
      let document = try OPMLReader.document(bytes, leniently: true)
      return OPMLOutput(file: file, document: document)
    } catch {
      throw .notAList(file: file, error)
    }
  }

  private static func manifest(_ file: String) throws -> [Result<String, ListFileError>] {
    let lines = try ListFile.text(file).split(separator: "\n", omittingEmptySubsequences: true)
    return lines.enumerated().map { index, line in
      guard let entry = try? JSONDecoder().decode(Entry.self, from: Data(line.utf8)) else {
        return .failure(.badManifest(line: index + 1))
      }
      return .success(entry.file)
    }
  }

  /// A line of a manifest.
  private struct Entry: Decodable {
    var file: String
  }
}
