import ArgumentParser
import Hummingbird
import Logging

/// The same server as Coopwire's, answering 202 to whatever is posted and doing nothing with it: the
/// yardstick of the inbox.
struct AnswerBench: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "answer")

  @Argument var port: Int

  func run() async throws {
    let router = Router()
    router.post("/**") { request, _ in
      var bytes = 0
      for try await part in request.body { bytes += part.readableBytes }
      return Response(status: .accepted)
    }
    var logger = Logger(label: "bench")
    logger.logLevel = .warning
    try await Application(
      router: router, configuration: .init(address: .hostname("127.0.0.1", port: port)),
      logger: logger
    ).runService()
  }
}
