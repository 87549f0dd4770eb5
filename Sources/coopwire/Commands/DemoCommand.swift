import ArgumentParser
import Fetching
import Foundation
import Ingest
import Model

/// `coopwire demo`: three made-up publishers on loopback, and the whole product around them.
struct DemoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo", abstract: "Try the whole product with three sample publishers, no network needed.")

  @Option(help: "Host and port to listen on (default: 127.0.0.1:8080).")
  var listen: String?

  @Option(help: "Seconds between two requests of a source.")
  var interval = 10.0

  func run() async throws {
    let logger = Diary.logger()
    let stage = DemoStage(started: Date(), logger: logger)
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "coopwire-demo-\(ProcessInfo.processInfo.processIdentifier)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let list = folder.appending(path: "feeds.opml")
    try await stage.open { opml in
      try Data(opml.utf8).write(to: list)
      let settings = try await Settings.read(
        commandLine: [
          "opml": list.path, "data": ":memory:", "listen.address": listen ?? "127.0.0.1:8080",
          "site.name": "Coopwire Demo", "outbound.allow": "127.0.0.0/8",
        ], configFile: nil)
      let newswire = try Newswire(
        settings, schedule: .every(interval), pause: .zero, logger: logger)
      try await newswire.keeper.load()
      try await newswire.serve()
    }
  }
}
