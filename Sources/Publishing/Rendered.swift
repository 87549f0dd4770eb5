import Crypto
public import Foundation

/// A document ready to be sent, as often as it is asked for: bytes, and what HTTP says about them.
public struct Rendered: Sendable, Hashable {
  /// A value of the `Link` header (RFC 8288).
  public struct Link: Sendable, Hashable {
    public var url: String
    public var rel: String
    public var type: String?
    /// Words for people; they stand in pages, not in headers.
    public var title: String?

    public init(url: String, rel: String, type: String? = nil, title: String? = nil) {
      self.url = url
      self.rel = rel
      self.type = type
      self.title = title
    }

    /// The value as the header has it.
    public var headerValue: String {
      let value = "<\(url)>; rel=\"\(rel)\""
      return type.map { value + "; type=\"\($0)\"" } ?? value
    }
  }

  public let body: [UInt8]
  /// The body compressed; `nil` where that would not make it smaller.
  public let gzip: [UInt8]?
  public let contentType: String
  /// A strong validator of `body` (RFC 9110 section 8.8.3), with its quotes.
  public let etag: String
  /// A strong validator of `gzip`, with its quotes.
  public let gzipETag: String
  public var lastModified: Date?
  public var links: [Link]
  /// The language of the document, where it has one; a BCP 47 tag.
  public let language: String?

  public init(
    body: [UInt8], contentType: String, language: String? = nil, lastModified: Date? = nil,
    links: [Link] = []
  ) {
    self.body = body
    self.contentType = contentType
    self.language = language
    self.lastModified = lastModified
    self.links = links
    gzip = Gzip.compress(body)
    let digest = SHA256.hash(data: body).prefix(16)
    let name = Data(digest).base64EncodedString().prefix(22)
    etag = "\"\(name)\""
    gzipETag = "\"\(name)-gzip\""
  }

  init(
    _ text: String, contentType: String, language: String? = nil, lastModified: Date? = nil,
    links: [Link] = []
  ) {
    self.init(
      body: Array(text.utf8), contentType: contentType, language: language,
      lastModified: lastModified, links: links)
  }
}
