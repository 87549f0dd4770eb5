public import struct Foundation.Date

/// All that is remembered between two requests of a source.
public struct FetchState: Sendable, Hashable, Codable {
  /// `ETag` and `Last-Modified`, byte for byte as the server sent them (RFC 9110 section 8.8).
  public struct Validators: Sendable, Hashable, Codable {
    /// The address that gave them; they say nothing of another one's document.
    public var url: String?
    public var etag: String?
    public var lastModified: String?

    public init(url: String? = nil, etag: String? = nil, lastModified: String? = nil) {
      self.url = url
      self.etag = etag
      self.lastModified = lastModified
    }

    public var isEmpty: Bool { etag == nil && lastModified == nil }
  }

  /// A permanent redirect that keeps pointing to one place.
  public struct RedirectStreak: Sendable, Hashable, Codable {
    public var target: String
    public var count: Int
    public var since: Date

    public init(target: String, count: Int, since: Date) {
      self.target = target
      self.count = count
      self.since = since
    }
  }

  /// Where the feed has moved to for good; `nil` while it answers where the list says.
  public var movedTo: String?
  public var redirect: RedirectStreak?
  public var validators = Validators()
  /// SHA-256 of the last body that was read, so that an unchanged one is not read again.
  public var bodyDigest: [UInt8]?
  public var lastTry: Date?
  public var lastSuccess: Date?
  /// When the last new entry was seen.
  public var lastNew: Date?
  public var nextCheck: Date
  /// Failures since the last success; a rate limit is none.
  public var failures = 0
  public var failingSince: Date?
  /// What went wrong last, or what a server that wants rest said; `nil` after a success.
  public var failure: Failure?
  /// When the publisher confirmed, with a second 410, to have taken the feed away.
  public var goneSince: Date?
  /// Rate limits in a row, for the server that names no time.
  public var rateLimits = 0
  /// Median time between entries, smoothed, in seconds.
  public var gap: Double?
  /// Publication time of the newest entry, as far as it is plausible.
  public var newestEntry: Date?
  public var hints = RefreshHints()
  public var notModifiedInRow = 0
  /// When a document was last asked for, or came, whatever the validators said.
  public var lastUnconditional: Date?
  /// By what this source's entries are told apart.
  public var identity = IdentityLevel()
  /// Until when nothing of it is told: its site was rebuilt.
  public var quietUntil: Date?
  /// Entries that another source had told before, and entries without anything to know them by.
  public var duplicates = 0
  public var unidentified = 0

  public init(nextCheck: Date) {
    self.nextCheck = nextCheck
  }
}
