public import struct Foundation.Date

/// An answer, ready to be sent; caching headers are for whoever sends it.
public struct Document: Sendable, Hashable {
  /// An HTTP status.
  public var status: Int
  public var contentType: String
  public var body: [UInt8]
  /// When what is told last changed, where that is known.
  public var lastModified: Date?
  /// For how many seconds others may keep it.
  public var maxAge: Int
  /// After how many seconds a refused request may be sent again.
  public var retryAfter: Int?

  /// Exactly what other servers compare with, letter by letter.
  public static let activityType = "application/activity+json; charset=utf-8"

  public init(
    status: Int = 200, contentType: String, body: [UInt8], lastModified: Date? = nil, maxAge: Int
  ) {
    self.status = status
    self.contentType = contentType
    self.body = body
    self.lastModified = lastModified
    self.maxAge = maxAge
  }
}
