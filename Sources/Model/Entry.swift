public import struct Foundation.Date

/// One entry of a feed document, in the same shape whatever format it came in.
public struct Entry: Sendable, Hashable {
  /// Atom `id`, RSS `guid`, JSON Feed `id`, as written.
  public var id: String?
  /// Whether RSS says that the `guid` is an address one can open.
  public var idIsPermalink = false
  public var url: String?
  /// JSON Feed `external_url`: what a link blog's entry is about.
  public var externalURL: String?
  public var title: Text?
  public var summary: Text?
  public var content: [Content] = []
  /// The one piece of HTML an entry shows: the best content, else the summary; sanitised.
  public var contentHTML: String?
  public var rights: Text?
  /// The nearest `xml:lang`, else the feed's language; a BCP 47 tag.
  public var language: String?
  public var published: Date?
  public var updated: Date?
  public var authors: [Person] = []
  public var contributors: [Person] = []
  public var categories: [Category] = []
  public var links: [Link] = []
  public var enclosures: [Enclosure] = []
  public var media: [Media] = []
  public var thumbnails: [Thumbnail] = []
  public var image: String?
  public var commentsURL: String?
  public var commentsFeedURL: String?
  /// The feed an aggregator took this entry from.
  public var source: Origin?

  public init() {}
}

extension Entry {
  /// A piece of content: text in the document, or the address of content that stands elsewhere.
  public struct Content: Sendable, Hashable {
    public var text: Text
    public var src: String?

    public init(text: Text, src: String? = nil) {
      self.text = text
      self.src = src
    }
  }

  /// A file that belongs to the entry (RSS `enclosure`, Atom `rel="enclosure"`, JSON Feed `attachments`).
  public struct Enclosure: Sendable, Hashable, Codable {
    public var url: String
    public var type: String?
    /// Size in bytes, as claimed.
    public var length: Int?
    public var title: String?
    /// Playing time in seconds.
    public var duration: Int?

    public init(
      url: String, type: String? = nil, length: Int? = nil, title: String? = nil,
      duration: Int? = nil
    ) {
      self.url = url
      self.type = type
      self.length = length
      self.title = title
      self.duration = duration
    }
  }

  /// Media RSS `content`.
  public struct Media: Sendable, Hashable {
    public var url: String?
    public var type: String?
    public var medium: String?
    public var width: String?
    public var height: String?

    public init(
      url: String? = nil, type: String? = nil, medium: String? = nil, width: String? = nil,
      height: String? = nil
    ) {
      self.url = url
      self.type = type
      self.medium = medium
      self.width = width
      self.height = height
    }
  }

  /// Media RSS `thumbnail`.
  public struct Thumbnail: Sendable, Hashable {
    public var url: String
    public var width: String?
    public var height: String?

    public init(url: String, width: String? = nil, height: String? = nil) {
      self.url = url
      self.width = width
      self.height = height
    }
  }

  /// Atom `source`, RSS `source`: the feed an entry was first published in.
  public struct Origin: Sendable, Hashable {
    public var id: String?
    public var title: Text?
    public var subtitle: Text?
    public var rights: Text?
    public var homePageURL: String?
    public var feedURL: String?
    public var links: [Link] = []
    public var updated: Date?
    public var language: String?
    public var authors: [Person] = []
    public var contributors: [Person] = []
    public var categories: [Category] = []
    public var icon: String?
    public var image: Image?
    public var generator: Feed.Generator?

    public init() {}
  }
}
