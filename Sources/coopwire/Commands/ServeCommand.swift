import ArgumentParser
import Foundation
import Ingest
import Logging
import Model
import ServiceLifecycle
import Store
import UnixSignals

/// `coopwire serve`: asks the sources and answers readers until it is told to stop.
struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve", abstract: "Refresh the sources and serve feeds, pages and actors.")

  @OptionGroup var common: CommonOptions

  @Option(help: "Host and port to listen on (default: 127.0.0.1:8080).")
  var listen: String?

  @Option(help: "The public origin, such as https://news.example.coop.")
  var siteURL: String?

  func run() async throws {
    let settings = try await common.settings(["listen.address": listen, "site.url": siteURL])
    let newswire = try Newswire(settings, logger: Diary.logger())
    do {
      try await newswire.keeper.load()
    } catch let error as ListError {
      newswire.logger.error("\(error); serving the sources of the last good list")
    }
    try await newswire.serve()
  }
}

extension Newswire {
  /// Runs until a signal says to stop, then ends in order: server, refresher, fetcher, store.
  func serve() async throws {
    let profile = profile
    let services = try await services { port in
      print("coopwire \(profile.version) serves http://\(settings.listen.host):\(port)/")
    }
    let group = ServiceGroup(
      services: services, gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
    do {
      try await group.run()
    } catch {
      try? store.close()
      throw error
    }
    try store.close()
  }
}
