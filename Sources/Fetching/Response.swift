/// What the last server of a chain answered, whatever its status.
public struct Response: Sendable, Hashable {
  /// One redirect that was followed.
  public struct Hop: Sendable, Hashable {
    /// 301, 302, 303, 307 or 308.
    public let status: Int
    public let from: String
    public let to: String

    public init(status: Int, from: String, to: String) {
      self.status = status
      self.from = from
      self.to = to
    }
  }

  public let status: Int
  /// The address that answered, after all redirects, normalised.
  public let url: String
  public let hops: [Hop]
  public let headers: Headers
  /// Decompressed.
  public let body: [UInt8]
  /// `1.0`, `1.1`, `2`.
  public let httpVersion: String
  /// Time spent on the wire, redirects included, waiting for its turn not.
  public let duration: Duration

  public init(
    status: Int, url: String, hops: [Hop] = [], headers: Headers = [:], body: [UInt8] = [],
    httpVersion: String = "1.1", duration: Duration = .zero
  ) {
    self.status = status
    self.url = url
    self.hops = hops
    self.headers = headers
    self.body = body
    self.httpVersion = httpVersion
    self.duration = duration
  }

  /// What to send along the next time, if the server gave anything.
  public var validators: Validators? {
    Validators(url: url, etag: headers["etag"], lastModified: headers["last-modified"])
  }
}
