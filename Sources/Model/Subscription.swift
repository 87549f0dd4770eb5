/// One source as the operator lists it in `feeds.opml`: where it is, and what may be done with it.
public struct Subscription: Sendable, Hashable, Codable {
  /// How much of an entry may be shown (`coop:content`).
  public enum ContentPolicy: String, Sendable, Hashable, Codable, CaseIterable, Comparable {
    case title, excerpt, full

    /// Whether it shows less.
    public static func < (left: ContentPolicy, right: ContentPolicy) -> Bool {
      right != .title && (left == .title || right == .full && left == .excerpt)
    }
  }

  /// How a source's entries appear on the Fediverse (`coop:ap`).
  public enum FederationPolicy: String, Sendable, Hashable, Codable, CaseIterable {
    case `public`, unlisted, off
  }

  /// The address of the feed, as the operator wrote it, without blanks around it; `acct:user@host` in
  /// lower case where an account tells it and no feed.
  public var feedURL: String
  public var title: String
  public var homePageURL: String?
  public var description: String?
  public var language: String?
  /// The folders it stands in, as paths of folder names from the outside in; never empty paths.
  public var folders: [[String]] = []
  /// The account name the operator wishes for (`coop:handle`).
  public var handle: String?
  public var content = ContentPolicy.excerpt
  public var showsImages = false
  public var isPaused = false
  public var federation = FederationPolicy.public
  /// The Fediverse account through which the source already speaks (`coop:account`, `@user@host`).
  public var account: String?
  /// A content warning for every entry (`coop:warning`).
  public var warning: String?
  /// Hashtags for every entry (`coop:tags`), without the sign.
  public var tags: [String] = []
  /// The shortest time between two requests, in minutes (`coop:interval`); only ever lengthens.
  public var interval: Int?
  /// Phrases of which an entry must hold one (`coop:include`), compared without case and diacritics.
  public var include: [String] = []
  /// Phrases none of which an entry may hold (`coop:exclude`).
  public var exclude: [String] = []
  /// The operator's note of what was agreed (`coop:consent`); never published.
  public var consent: String?
  /// The licence the source gives (`coop:licence`).
  public var licence: String?

  public init(feedURL: String, title: String) {
    self.feedURL = feedURL
    self.title = title
  }
}
