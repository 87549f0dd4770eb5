import ArgumentParser
import Fetching
import Foundation
import Ingest
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
    let settings = try await common.settings([.listenAddress: listen, .siteURL: siteURL])
    let newswire = try Newswire(settings, logger: Diary.logger())
    _ = try await newswire.takeInList()
    try await newswire.serve()
  }
}

extension Newswire {
  /// How long a reader may still take for an answer when the program is told to stop.
  private static let patience = Duration.seconds(1)

  /// Runs until a signal says to stop, then ends in order: server, refresher, fetcher, store.
  func serve() async throws {
    let services = try await services { port in
      let address = ListenAddress(host: settings.listen.host, port: port)
      Console.murmur("coopwire \(profile.version) serves http://\(address)/\n")
    }
    var configuration = ServiceGroupConfiguration(
      services: services, gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
    configuration.maximumGracefulShutdownDuration = Self.patience
    do {
      try await ServiceGroup(configuration: configuration).run()
    } catch {
      await fetcher.stop()
      try? store.close()
      throw error
    }
    try store.close()
  }
}
