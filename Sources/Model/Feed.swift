public import struct Foundation.Date

/// A feed document as its publisher wrote it: every format ends in this one shape.
///
/// Text is never guessed or prettified here, addresses are absolute where a base was known, and HTML
/// is already sanitised.
public struct Feed: Sendable, Hashable {
  /// Which vocabulary the document was written in.
  public enum Format: String, Sendable, Hashable, CaseIterable {
    case rss20, rss094, rss093, rss092, rss091, rss090, rss10, rss
    case atom10, atom03
    case json1, json11
  }

  public var format: Format
  /// The encoding the bytes were read with, as the IANA names it.
  public var encoding: String?
  /// Whether the document was not well-formed, or its bytes did not fit the encoding they claimed.
  public var recovered = false
  public var id: String?
  public var title: Text?
  public var subtitle: Text?
  public var rights: Text?
  public var language: String?
  public var published: Date?
  public var updated: Date?
  public var homePageURL: String?
  public var feedURL: String?
  public var links: [Link] = []
  public var hubs: [Hub] = []
  public var authors: [Person] = []
  public var contributors: [Person] = []
  public var categories: [Category] = []
  public var icon: String?
  public var image: Image?
  public var generator: Generator?
  /// What the publisher says of how often to ask again.
  public var hints = RefreshHints()
  public var entries: [Entry] = []
  public var warnings: [Warning] = []

  public init(format: Format) {
    self.format = format
  }
}

extension Feed {
  /// A WebSub hub (or rssCloud endpoint) that pushes this feed.
  public struct Hub: Sendable, Hashable {
    public var url: String
    public var type: String?

    public init(url: String, type: String? = nil) {
      self.url = url
      self.type = type
    }
  }

  /// The program that wrote the document.
  public struct Generator: Sendable, Hashable {
    public var name: String?
    public var url: String?
    public var version: String?

    public init(name: String? = nil, url: String? = nil, version: String? = nil) {
      self.name = name
      self.url = url
      self.version = version
    }
  }

  /// Something a publisher should mend, in words a publisher understands.
  public struct Warning: Sendable, Hashable {
    /// Counted from 1; 0 where the trouble has no place.
    public var line: Int
    public var column: Int
    /// A short, stable name for the kind of trouble, such as `not-well-formed`.
    public var code: String
    public var message: String

    public init(line: Int = 0, column: Int = 0, code: String, message: String) {
      self.line = line
      self.column = column
      self.code = code
      self.message = message
    }
  }
}

/// What a document says of how often it wants to be asked.
///
/// RSS 2.0 `ttl`, `skipHours`, `skipDays`; the syndication module's `updatePeriod` and `updateFrequency`.
public struct RefreshHints: Sendable, Hashable, Codable {
  /// RSS `ttl`, in minutes.
  public var ttl: Int?
  /// `sy:updatePeriod` divided by `sy:updateFrequency`, in seconds.
  public var updatePeriod: Int?
  /// Hours of the day in GMT, 0 to 23, in which the publisher rests.
  public var skipHours: Set<Int> = []
  /// Days of the week, 0 for Sunday to 6, in which the publisher rests.
  public var skipDays: Set<Int> = []

  public init() {}

  /// Whether there are hours or days in which the publisher rests.
  var hasRestingTimes: Bool { !skipHours.isEmpty || !skipDays.isEmpty }
}
