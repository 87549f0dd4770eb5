extension Subscription {
  private static let accountScheme = "acct:"

  /// Whether an account tells it, and no feed: `feedURL` is then `acct:user@host` (RFC 7565).
  public var isFediverse: Bool { feedURL.hasPrefix(Self.accountScheme) }

  /// The account that takes the place of a feed, as people write it: `@user@host`.
  public var accountName: String? {
    isFediverse ? "@" + feedURL.dropFirst(Self.accountScheme.count) : nil
  }

  /// Where people can look at that account.
  public var profileURL: String? {
    let parts = accountName?.dropFirst().split(separator: "@") ?? []
    return parts.count == 2 ? "https://\(parts[1])/@\(parts[0])" : nil
  }

  /// Its place on the web: the feed, else the profile of its account.
  public var address: String { profileURL ?? feedURL }

  /// Where it is read, as people write it: the address of the feed, else the account.
  public var shownAddress: String { accountName ?? feedURL }

  /// A source that an account tells.
  ///
  /// - Parameter account: `@user@host`; letters may be of either case.
  public init(account: String, title: String) {
    self.init(feedURL: Self.accountScheme + account.dropFirst().lowercased(), title: title)
    self.account = account
  }
}
