/// The vocabularies a merged feed is written in.
public enum FeedFormat: String, Sendable, Hashable, CaseIterable {
  case atom, rss, json

  /// The part of an address behind the dot.
  public var pathExtension: String { rawValue }

  /// The media type without parameters.
  public var mediaType: String {
    switch self {
    case .atom: "application/atom+xml"
    case .rss: "application/rss+xml"
    case .json: "application/feed+json"
    }
  }

  /// The value of the `Content-Type` header.
  public var contentType: String { mediaType + "; charset=utf-8" }

  /// The name a reader knows it by.
  public var name: String {
    switch self {
    case .atom: "Atom"
    case .rss: "RSS"
    case .json: "JSON Feed"
    }
  }
}
