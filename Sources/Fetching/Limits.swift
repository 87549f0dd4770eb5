/// How much time and room one request may take.
///
/// No clock runs while a request waits for its turn; redirects share one `total`.
public struct Limits: Sendable, Hashable {
  /// The largest body, in bytes after decompression.
  public var bodyBytes: Int
  /// Whether a larger body is cut there instead of failing, for who only wants the status.
  public var cutsBody = false
  /// The largest header block, in bytes, interim answers and trailers included.
  public var headerBytes = 128 * 1024
  /// The most header lines.
  public var headerFields = 256
  /// For the name, the connection and the handshake together.
  public var connect: Duration = .seconds(10)
  /// From the start of a request to the first byte of its answer.
  public var firstByte: Duration = .seconds(15)
  /// For the whole, all redirects included.
  public var total: Duration = .seconds(30)
  /// A transfer that stays below this many bytes a second for `patience` is given up.
  public var bytesPerSecond = 64
  public var patience: Duration = .seconds(20)
  /// The most redirects followed.
  public var redirects = 5

  public init(bodyBytes: Int = 10_000_000) {
    self.bodyBytes = bodyBytes
  }
}
