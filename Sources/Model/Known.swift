public import Foundation

/// What the index already holds that a document's entries may be.
public struct Known: Sendable {
  /// What to look for on behalf of one document.
  public struct Question: Sendable {
    public var source: Source.ID
    public var keys: [EntryKey]
    public var links: [EntryKey]
    public var titles: [EntryKey]
    /// Other sources' tellings count only when first seen after this.
    public var linksSince: Date
    public var now: Date

    /// For so long, in seconds, it is remembered who told what.
    public static let memory: TimeInterval = 30 * 86_400

    public init(about identified: [Identification.Identified], of source: Source.ID, now: Date) {
      self.source = source
      keys = identified.flatMap { [$0.key] + $0.formerKeys }
      links = identified.compactMap(\.linkKey)
      titles = identified.compactMap(\.arrival.titleKey)
      linksSince = now.addingTimeInterval(-Self.memory)
      self.now = now
    }
  }

  /// One source's telling of an entry.
  public struct Telling: Sendable, Hashable {
    public var entry: EntryID
    public var source: Source.ID
    /// Whether this telling is the one that is shown.
    public var isShown: Bool
    public var linkKey: EntryKey?
    public var titleKey: EntryKey?
    public var digest: EntryKey
    /// The publication date as the source claims it.
    public var published: Date?
    public var firstSeen: Date
    /// How often it has been edited.
    public var edits: Int

    public init(
      entry: EntryID, source: Source.ID, isShown: Bool, linkKey: EntryKey?, titleKey: EntryKey?,
      digest: EntryKey, published: Date?, firstSeen: Date, edits: Int
    ) {
      self.entry = entry
      self.source = source
      self.isShown = isShown
      self.linkKey = linkKey
      self.titleKey = titleKey
      self.digest = digest
      self.published = published
      self.firstSeen = firstSeen
      self.edits = edits
    }
  }

  /// This source's tellings, by every key of the question they are known under.
  public var byKey: [EntryKey: Telling]
  /// Every source's tellings by link; other sources' only since the question's date.
  public var byLink: [EntryKey: [Telling]]
  /// This source's tellings by title.
  public var byTitle: [EntryKey: [Telling]]
  /// Keys of entries that were removed for ever.
  public var removed: Set<EntryKey>
  /// How many entries this source has told so far.
  public var count: Int
  /// The hosts its latest entries link to.
  public var hosts: Set<String> = []
  /// What it said of itself in its last document.
  public var profile = SourceProfile()
  /// Whether it is kept back.
  public var isHeld = false
  /// Whether the operator has released it since its last document.
  public var isReleased = false
  /// What was told of late.
  public var recentPosts = RecentPosts()
  /// The ids of entries that their publisher has taken back; none of them is taken in.
  public var takenBack: Set<String> = []
  /// Whether its entries keep their ids for ever, as posts do: what comes under another id says the same
  /// thing once more, and changes nothing.
  public var keepsIDs = false
  /// The entries its actor told within the last month, and when.
  public var told: [EntryID: Date] = [:]

  public init(
    byKey: [EntryKey: Telling] = [:], byLink: [EntryKey: [Telling]] = [:],
    byTitle: [EntryKey: [Telling]] = [:], removed: Set<EntryKey> = [], count: Int = 0
  ) {
    self.byKey = byKey
    self.byLink = byLink
    self.byTitle = byTitle
    self.removed = removed
    self.count = count
  }
}

extension Known {
  /// What this source told under another key: the same link, or the same title at the same time.
  ///
  /// A key of another level counts only with the same title, for several entries may have shared it.
  ///
  /// - Parameter claimed: entries that another part of the document is already known to be.
  func formerTelling(
    of candidate: Identification.Identified, by source: Source.ID, except claimed: Set<EntryID>
  ) -> Telling? {
    let titleKey = candidate.arrival.titleKey
    let sameKey = candidate.formerKeys.lazy.compactMap { byKey[$0] }
      .first { $0.titleKey == titleKey && !claimed.contains($0.entry) }
    if let sameKey { return sameKey }
    let sameLink = candidate.linkKey.flatMap { byLink[$0] }?
      .first { $0.source == source && !claimed.contains($0.entry) }
    if let sameLink { return sameLink }
    guard let titleKey, let published = candidate.arrival.entry.published else { return nil }
    return byTitle[titleKey]?.first { telling in
      guard let before = telling.published, !claimed.contains(telling.entry) else { return false }
      return abs(before.timeIntervalSince(published)) < 60
    }
  }

  /// The entry that another source told at the same link.
  func otherTelling(
    of candidate: Identification.Identified, than source: Source.ID, except claimed: Set<EntryID>
  ) -> Telling? {
    guard let link = candidate.linkKey else { return nil }
    let others = byLink[link]?.filter { $0.source != source && !claimed.contains($0.entry) } ?? []
    return others.first(where: \.isShown) ?? others.first
  }

  /// Whether it is an entry that was removed for ever, under whatever key, or taken back before it came.
  func isRemoved(_ candidate: Identification.Identified) -> Bool {
    candidate.arrival.guid.map(takenBack.contains) == true || removed.contains(candidate.key)
      || !removed.isDisjoint(with: candidate.formerKeys)
  }
}
