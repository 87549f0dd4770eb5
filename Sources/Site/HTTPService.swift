import Glibc
public import Hummingbird
public import Logging
import NIOCore
public import ServiceLifecycle

/// Listens on one address and answers by one router, until the program is told to stop.
public struct HTTPService: Service {
  /// Why nobody can be answered.
  public enum ListenError: Error, Sendable, CustomStringConvertible {
    case inUse(host: String, port: Int)
    case notAllowed(host: String, port: Int)
    case notHere(host: String)

    public var description: String {
      switch self {
      case .inUse(let host, let port):
        """
        another process already listens on \(host):\(port); stop it, or choose another address \
        with --listen
        """
      case .notAllowed(let host, let port):
        "this account may not listen on \(host):\(port); choose a port above 1023 with --listen"
      case .notHere(let host):
        "\(host) is no address of this machine; choose one that is with --listen"
      }
    }
  }

  /// Longer than proxies keep a connection open that they do not use, so that they close it first.
  private static let idleTimeout = TimeAmount.seconds(90)

  private let responder: RouterResponder<SiteContext>
  private let host: String
  private let port: Int
  private let logger: Logger
  private let onServing: @Sendable (Int) async -> Void

  /// - Parameters:
  ///   - port: 0 takes any that is free.
  ///   - onServing: is told the port once requests are answered.
  public init(
    router: Router<SiteContext>, host: String, port: Int, logger: Logger,
    onServing: @escaping @Sendable (Int) async -> Void = { _ in }
  ) {
    responder = router.buildResponder()
    self.host = host
    self.port = port
    self.logger = logger
    self.onServing = onServing
  }

  /// - Throws: `ListenError` where the address cannot be had.
  public func run() async throws {
    let onServing = onServing
    let port = port
    var quiet = logger
    quiet.logLevel = max(logger.logLevel, .warning)
    let application = Application(
      responder: responder,
      server: .http1(configuration: .init(idleTimeout: Self.idleTimeout)),
      configuration: ApplicationConfiguration(address: .hostname(host, port: port), backlog: 4096),
      onServerRunning: { await onServing($0.localAddress?.port ?? port) }, logger: quiet)
    do {
      try await application.run()
    } catch let error as IOError {
      throw listenError(error)
    } catch let error where error is SocketAddressError || error is SocketAddressError.UnknownHost {
      throw ListenError.notHere(host: host)
    }
  }

  private func listenError(_ error: IOError) -> any Error {
    switch error.errnoCode {
    case EADDRINUSE: ListenError.inUse(host: host, port: port)
    case EACCES, EPERM: ListenError.notAllowed(host: host, port: port)
    case EADDRNOTAVAIL: ListenError.notHere(host: host)
    default: error
    }
  }
}
