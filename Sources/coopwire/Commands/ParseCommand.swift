import ArgumentParser
import Feeds
import Foundation
import Model

/// `coopwire parse`: shows what Coopwire reads in feed documents.
struct ParseCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "parse", abstract: "Show what is read in feed documents.")

  @Argument(help: "Documents to read.", completion: .file())
  var files: [String] = []

  @Flag(help: "One JSON object a line for each document.")
  var json = false

  @Option(help: "A file with one JSON object a line: file, baseURL, contentType, contentLanguage.")
  var batch: String?

  @Option(help: "The address the documents were fetched from.")
  var baseURL: String?

  @Option(help: "What HTTP said of their type.")
  var contentType: String?

  @Option(help: "What HTTP said of their language.")
  var contentLanguage: String?

  func validate() throws {
    if files.isEmpty, batch == nil {
      throw ValidationError("no document is named: give a file or --batch with a manifest")
    }
  }

  func run() async throws {
    var output = ParseOutput(asJSON: json)
    for file in files {
      try output.show(
        ParseTask(
          file: file, baseURL: baseURL, contentType: contentType, contentLanguage: contentLanguage))
    }
    if let batch { try showAll(of: batch, in: &output) }
    try output.flush()
    if output.hasFailed { throw ExitCode(1) }
  }

  private func showAll(of manifest: String, in output: inout ParseOutput) throws {
    guard let data = FileManager.default.contents(atPath: manifest) else {
      throw ValidationError("the manifest \(manifest) cannot be read")
    }
    let decoder = JSONDecoder()
    for line in data.split(separator: UInt8(ascii: "\n")) where !line.allSatisfy({ $0 <= 32 }) {
      if let task = try? decoder.decode(ParseTask.self, from: Data(line)) {
        try output.show(task)
      } else {
        try output.refuse("<manifest>", "a line of the manifest is no JSON object with a file")
      }
    }
  }
}

/// One document to read and what HTTP would have said of it.
struct ParseTask: Decodable {
  var file: String
  var baseURL: String?
  var contentType: String?
  var contentLanguage: String?
}
