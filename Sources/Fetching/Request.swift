/// One thing to ask of another server.
public struct Request: Sendable, Hashable {
  public enum Method: String, Sendable, Hashable {
    case get = "GET"
    case head = "HEAD"
    case post = "POST"
  }

  /// What a request is for; it decides where it may go, and how politely.
  public enum Reach: String, Sendable, Hashable {
    /// http and https on any port; one request at a time per host, with a pause after each.
    case feeds
    /// https on port 443 only, unless the address is in `outbound.allow`; two at a time per host.
    case federation
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
