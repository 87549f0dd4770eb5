import HTTPTypes
import Hummingbird

/// Finds out who sends a request, behind whatever proxies the operator trusts (`listen.trustedProxies`).
struct ClientAddress: Sendable {
  /// Whether an address is that of a proxy which tells the truth.
  let isTrusted: @Sendable (String) -> Bool

  /// The rightmost address that no trusted proxy has; all before it may be invented.
  ///
  /// - Returns: `nil` where only a proxy is known that the operator has not named.
  func client(of request: Request, _ context: SiteContext) -> String? {
    guard let peer = context.remoteAddress?.ipAddress else { return nil }
    let forwarded = request.headers[values: .forwardedFor]
      .flatMap { $0.split(separator: ",") }
      .map { $0.filter { !$0.isWhitespace } }
    guard isTrusted(peer) else {
      // A reverse proxy on this machine speaks for everybody.
      let isProxy = !forwarded.isEmpty && (peer.hasPrefix("127.") || peer == "::1")
      return isProxy ? nil : peer
    }
    return forwarded.last { !isTrusted($0) } ?? forwarded.first ?? peer
  }
}
