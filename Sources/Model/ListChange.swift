/// What a changed `feeds.opml` means for the sources in force, told apart by canonical address.
public struct ListChange: Sendable, Hashable {
  public private(set) var added: [Subscription] = []
  public private(set) var removed: [Subscription] = []
  /// As the new list has them.
  public private(set) var changed: [Subscription] = []
  /// Whether so much falls away that a damaged file is likelier than a decision.
  ///
  /// True where more than half of the sources, and more than three, are gone: a short list may well
  /// lose two of three. The set in force stays until `coopwire feeds apply` confirms the cut.
  public let isSuspiciousCut: Bool

  public var isEmpty: Bool { added.isEmpty && removed.isEmpty && changed.isEmpty }

  /// The way from one list to another, in the order of the list that has the source.
  public init(from old: [Subscription], to new: [Subscription]) {
    let before = Self.byAddress(old)
    let after = Self.byAddress(new)
    let lost = before.count - after.count
    isSuspiciousCut = lost > 3 && lost * 2 > before.count
    for subscription in new {
      switch before[subscription.key] {
      case nil: added.append(subscription)
      case subscription: continue
      default: changed.append(subscription)
      }
    }
    removed = old.filter { after[$0.key] == nil }
  }

  private static func byAddress(_ subscriptions: [Subscription]) -> [String: Subscription] {
    Dictionary(subscriptions.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
  }
}

extension Subscription {
  /// What makes two lines of a list the same source: the canonical address of the feed, or
  /// the account.
  public var key: String { CanonicalURL(feedURL)?.string ?? feedURL }
}
