/// What a server said to recognise a version of a resource by (RFC 9110, 8.8); kept byte for byte.
public struct Validators: Sendable, Hashable {
  /// The address that gave them: another one's would compare apples with pears.
  public let url: String
  public let etag: String?
  public let lastModified: String?

  public init?(url: String, etag: String?, lastModified: String?) {
    guard etag != nil || lastModified != nil else { return nil }
    self.url = url
    self.etag = etag
    self.lastModified = lastModified
  }
}
