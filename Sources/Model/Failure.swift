/// Why a source could not be read, in the words the operator sees.
public struct Failure: Error, Sendable, Hashable, Codable, CustomStringConvertible {
  /// The kind of trouble; it decides how soon the source is asked again.
  public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
    /// The host's name did not resolve.
    case dns
    /// No connection could be made, or it broke.
    case connect
    /// The certificate or the handshake was refused.
    case tls
    /// The server was too slow.
    case timeout
    /// The server answered with a 4xx status other than 410 and 429.
    case clientError = "http_4xx"
    /// The server answered 410: the publisher has taken the feed away.
    case gone
    case serverError = "http_5xx"
    /// 429, or 503 with `Retry-After`: not a fault, a wish.
    case rateLimited = "rate"
    case tooLarge = "too_big"
    /// A web page stands where a feed should be.
    case html
    /// The document is no feed that could be read.
    case parse
    /// The address is none this server may connect to.
    case forbiddenAddress = "ssrf"
    /// A redirect that leads nowhere, in circles, or from https to http.
    case redirect
  }

  public var kind: Kind
  /// A lower-case sentence: what, which, why, and what to do.
  public var reason: String

  public init(_ kind: Kind, _ reason: String) {
    self.kind = kind
    self.reason = reason
  }

  public var description: String { reason }
}
