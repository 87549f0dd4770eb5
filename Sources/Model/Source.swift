public import struct Foundation.Date

/// A subscription as the store knows it: with a number, a name of its own, and what came of asking.
public struct Source: Sendable, Hashable, Identifiable {
  /// Assigned once; it survives every change of address.
  public struct ID: RawRepresentable, Sendable, Hashable, Codable, Comparable,
    CustomStringConvertible
  {
    public var rawValue: Int64

    public init(rawValue: Int64) {
      self.rawValue = rawValue
    }

    public var description: String { String(rawValue) }

    public static func < (left: ID, right: ID) -> Bool { left.rawValue < right.rawValue }
  }

  public var id: ID
  public var subscription: Subscription
  /// The name of its actor and page, `[a-z0-9_]{2,30}`; fixed at first sight.
  public var handle: String
  /// When the operator's list first named it.
  public var added: Date
  /// When the operator's list stopped naming it; its entries are hidden 30 days later.
  public var retired: Date?
  public var profile = SourceProfile()
  public var state: FetchState
  /// Why it is read and not passed on as usual.
  public var obstacle: SourceObstacle?

  public init(
    id: ID, subscription: Subscription, handle: String, added: Date, retired: Date? = nil,
    profile: SourceProfile = SourceProfile(), state: FetchState
  ) {
    self.id = id
    self.subscription = subscription
    self.handle = handle
    self.added = added
    self.retired = retired
    self.profile = profile
    self.state = state
  }

  /// The operator's title, else the feed's own, else its address or account.
  public var title: String {
    if !subscription.title.isEmpty { return subscription.title }
    return profile.title ?? subscription.shownAddress
  }

  public var homePageURL: String? { subscription.homePageURL ?? profile.homePageURL }

  public var language: String? { subscription.language ?? profile.language }

  /// Whether its feed is to be asked at all.
  public var isAsked: Bool { isRead && !subscription.isFediverse }

  /// Whether its account is to be followed, for it has no feed that could be asked.
  public var isFollowed: Bool { isRead && subscription.isFediverse }

  /// Whether anything it tells is taken in, by whichever way.
  public var isRead: Bool { retired == nil && !subscription.isPaused }
}

/// What a feed says of itself, as of the last document that could be read.
public struct SourceProfile: Sendable, Hashable, Codable {
  /// Atom `id` of the feed.
  public var id: String?
  public var title: String?
  public var subtitle: String?
  public var homePageURL: String?
  public var language: String?
  public var rights: String?
  public var icon: String?
  public var author: String?

  public init() {}
}
