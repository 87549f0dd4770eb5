/// One thing to ask of another server.
public struct Request: Sendable, Hashable {
  public enum Method: String, Sendable, Hashable {
    case get = "GET"
    case head = "HEAD"
    case post = "POST"
  }

  /// What a request is for; it decides where it may go, how politely, and in which line it waits.
  ///
  /// All but feeds go to https on port 443 only, unless the address is in `outbound.allow`, and two at a
  /// time to a host. Each kind has a line of its own, so that none holds up another.
  public enum Reach: String, Sendable, Hashable, CaseIterable {
    /// http and https on any port; one request at a time per host, with a pause after each.
    case feeds
    /// What we want to know of other servers.
    case federation
    /// What our actors send.
    case deliveries
    /// What somebody whom nobody here knows yet has us ask.
    case strangers
  }

  /// An absolute http or https address.
  public var url: String
  public var method: Method
  /// Sent verbatim.
  ///
  /// Those that speak of one host's resource (credentials, signatures, conditions) do not follow a
  /// redirect to another host.
  public var headers: Headers
  public var body: [UInt8]?
  /// Makes a GET conditional; sent only to the address they came from.
  public var validators: Validators?
  public var limits: Limits
  public var reach: Reach
  /// Whether a GET or HEAD goes where a redirect points; a POST never does, for it may be signed.
  public var followsRedirects: Bool

  public init(
    _ method: Method = .get, _ url: String, headers: Headers = [:], body: [UInt8]? = nil,
    validators: Validators? = nil, limits: Limits = Limits(), reach: Reach = .feeds,
    followsRedirects: Bool = true
  ) {
    self.method = method
    self.url = url
    self.headers = headers
    self.body = body
    self.validators = validators
    self.limits = limits
    self.reach = reach
    self.followsRedirects = followsRedirects
  }
}
