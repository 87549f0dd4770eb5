import ArgumentParser
import Foundation
import Ingest
import Model

/// `coopwire demo`: three made-up publishers on loopback, and the whole product around them.
struct DemoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract: "Try the whole product with three sample publishers, no network needed.")

  @Option(help: "Host and port to listen on (default: 127.0.0.1:8080).")
  var listen: String?

  @Option(help: "Seconds between two requests of a source.")
  var interval = 10.0

  func validate() throws {
    guard interval >= 1, interval <= 86_400 else {
      throw ValidationError("--interval is \(interval); give a number of seconds from 1 to 86400")
    }
  }

  func run() async throws {
    let logger = Diary.logger()
    var settings = Settings.demo
    if let listen { settings.listen = try ListenAddress(parsing: listen, key: "--listen") }
    let chosen = settings
    let stage = DemoStage(logger: logger, now: { Date() })
    try await stage.open { list in
      var settings = chosen
      settings.opml = list.path
      let newswire = try Newswire(
        settings, schedule: .every(interval), pause: .zero, logger: logger)
      try await newswire.keeper.load()
      try await newswire.serve()
    }
  }
}

extension Settings {
  /// What the demo needs, whatever is configured here.
  static var demo: Settings {
    var settings = Settings()
    settings.data = ":memory:"
    settings.name = "Coopwire Demo"
    settings.outboundAllow = ["127.0.0.0/8"]
    return settings
  }
}
