public import Hummingbird
public import NIOCore

/// What is known of a request beside its own words.
public struct SiteContext: RequestContext, RemoteAddressRequestContext {
  public var coreContext: CoreRequestContextStorage
  /// Who is at the other end of the connection, a proxy perhaps.
  public let remoteAddress: SocketAddress?

  public init(source: ApplicationRequestContextSource) {
    coreContext = CoreRequestContextStorage(source: source)
    remoteAddress = source.channel.remoteAddress
  }
}
