public import struct Foundation.Date

/// Finds for every entry of one document the key it is known by.
///
/// Pure; aggregation rule 4.5, levels 1 and 1b.
public struct Identification: Sendable, Hashable {
  /// An arrival and the keys it may be known under, its own first.
  public struct Identified: Sendable, Hashable {
    public var arrival: Arrival
    public var key: EntryKey
    /// Keys of the levels below, under which it may have been stored before its source fell.
    public var formerKeys: [EntryKey]
    /// Its link's key, unless the link says nothing about which entry it is.
    public var linkKey: EntryKey?
  }

  public private(set) var identified: [Identified] = []
  public private(set) var level: IdentityLevel
  /// Entries that repeat another one of the document.
  public private(set) var repeated = 0
  /// Entries with nothing to know them by.
  public private(set) var unidentified = 0

  private static let fall: Double = 30 * 86_400

  public init(
    of arrivals: [Arrival], from source: Source.ID, homePage: CanonicalURL?,
    level: IdentityLevel, now: Date
  ) {
    let named = arrivals.filter {
      $0.guid != nil || $0.link != nil || !$0.title.isEmpty || !$0.text.isEmpty
    }
    unidentified = arrivals.count - named.count
    let before = level.inForce(at: now)
    let kind = Self.level(for: named, from: source, startingAt: before)
    let fell = kind != .guid
    self.level = IdentityLevel(
      kind, until: fell ? (kind == before ? level.until : now.addingTimeInterval(Self.fall)) : nil)
    let shared = Self.sharedLinks(named, homePage: homePage)
    var seen: Set<EntryKey> = []
    for arrival in named {
      let key = Self.key(of: arrival, from: source, at: kind)
      guard seen.insert(key).inserted else {
        repeated += 1
        continue
      }
      let former = IdentityLevel.Kind.allCases.filter { $0.rawValue < kind.rawValue }
        .map { Self.key(of: arrival, from: source, at: $0) }
      let linkKey = arrival.linkKey.flatMap { shared.contains($0) ? nil : $0 }
      identified.append(
        Identified(arrival: arrival, key: key, formerKeys: former, linkKey: linkKey))
    }
  }

  /// The first level, from the one in force on, at which the document's entries tell themselves apart.
  private static func level(
    for arrivals: [Arrival], from source: Source.ID, startingAt kind: IdentityLevel.Kind
  ) -> IdentityLevel.Kind {
    var holders: [EntryKey: Arrival] = [:]
    var collisions = 0
    for arrival in arrivals {
      let key = key(of: arrival, from: source, at: kind)
      if let holder = holders[key] {
        if holder.digest != arrival.digest { collisions += 1 }
      } else {
        holders[key] = arrival
      }
    }
    let isTooMany = collisions >= 2 || collisions * 20 > arrivals.count
    guard isTooMany, let next = IdentityLevel.Kind(rawValue: kind.rawValue + 1) else { return kind }
    return level(for: arrivals, from: source, startingAt: next)
  }

  private static func key(
    of arrival: Arrival, from source: Source.ID, at kind: IdentityLevel.Kind
  ) -> EntryKey {
    let number = source.description
    let link = arrival.link?.string ?? ""
    guard let guid = arrival.guid else { return keyWithoutGuid(of: arrival, number: number, link) }
    return switch kind {
    case .guid: EntryKey(number, guid)
    case .guidAndLink: EntryKey(number, guid, link)
    case .linkAndTitle: EntryKey(number, "", link, arrival.title)
    case .content: EntryKey(number, "", "", arrival.title, arrival.text)
    }
  }

  private static func keyWithoutGuid(
    of arrival: Arrival, number: String, _ link: String
  ) -> EntryKey {
    if !link.isEmpty { return EntryKey(number, "link", link) }
    let published = arrival.entry.published.map { String($0.timeIntervalSince1970) } ?? ""
    return EntryKey(number, "text", arrival.title, String(arrival.text.prefix(512)), published)
  }

  /// Links that several entries share, and the front page: they do not say which entry is meant.
  private static func sharedLinks(
    _ arrivals: [Arrival], homePage: CanonicalURL?
  ) -> Set<EntryKey> {
    var seen: [EntryKey: String?] = [:]
    var shared: Set<EntryKey> = []
    if let homePage { shared.insert(EntryKey(homePage.string)) }
    for arrival in arrivals {
      guard let key = arrival.linkKey else { continue }
      if let guid = seen[key], guid != arrival.guid { shared.insert(key) }
      seen[key] = arrival.guid
    }
    return shared
  }
}
