public import struct Foundation.Date

/// Finds for every entry of one document the key it is known by.
///
/// Pure; aggregation rule 4.5, levels 1 and 1b.
public struct Identification: Sendable, Hashable {
  /// An arrival and the keys it may be known under.
  public struct Identified: Sendable, Hashable {
    public var arrival: Arrival
    public var key: EntryKey
    /// Keys of the other levels, under which it may have been stored before its source fell or rose.
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

  /// - Parameter homePage: the source's front page; a link to it does not say which entry is meant.
  public init(
    of arrivals: [Arrival], from source: Source.ID, homePage: CanonicalURL?,
    level: IdentityLevel, now: Date
  ) {
    let named = arrivals.filter {
      $0.guid != nil || $0.link != nil || !$0.title.isEmpty || !$0.text.isEmpty
    }
    let keys = Keys(source: source, frontPage: homePage)
    let before = level.inForce(at: now)
    let kind = Self.level(for: named, keys: keys, startingAt: before)
    let until = kind == before ? level.until : now.addingTimeInterval(Self.fall)
    self.level = IdentityLevel(kind, until: kind == .guid ? nil : until)
    unidentified = arrivals.count - named.count
    let formerKinds = IdentityLevel.Kind.allCases.filter {
      $0 != kind && $0.rawValue <= max(kind.rawValue, level.kind.rawValue)
    }
    identify(named, keys: keys, at: kind, formerly: formerKinds)
    forgetSharedLinks()
  }

  private mutating func identify(
    _ arrivals: [Arrival], keys: Keys, at kind: IdentityLevel.Kind,
    formerly formerKinds: [IdentityLevel.Kind]
  ) {
    var seen: Set<EntryKey> = []
    var twins: Set<Twin> = []
    for arrival in arrivals {
      let key = keys.key(of: arrival, at: kind)
      let link = keys.link(of: arrival)
      let isTwin = link != nil && !twins.insert(Twin(of: arrival)).inserted
      guard !isTwin, seen.insert(key).inserted else {
        repeated += 1
        continue
      }
      let former = formerKinds.map { keys.key(of: arrival, at: $0) }.filter { $0 != key }
      identified.append(
        Identified(
          arrival: arrival, key: key, formerKeys: former,
          linkKey: link.map { EntryKey($0.string) }))
    }
  }

  /// A link that several entries of a document share does not say which of them is meant.
  private mutating func forgetSharedLinks() {
    var holders: [EntryKey: Int] = [:]
    for link in identified.compactMap(\.linkKey) { holders[link, default: 0] += 1 }
    for index in identified.indices {
      guard let link = identified[index].linkKey, holders[link] != 1 else { continue }
      identified[index].linkKey = nil
    }
  }

  /// The first level, from the one in force on, at which the document's entries tell themselves apart.
  private static func level(
    for arrivals: [Arrival], keys: Keys, startingAt kind: IdentityLevel.Kind
  ) -> IdentityLevel.Kind {
    var wordings: [EntryKey: Set<EntryKey>] = [:]
    for arrival in arrivals {
      wordings[keys.key(of: arrival, at: kind), default: []].insert(arrival.digest)
    }
    let collisions = wordings.values.reduce(0) { $0 + $1.count - 1 }
    let isTooMany = collisions >= 2 || collisions * 20 > arrivals.count
    guard isTooMany, let next = IdentityLevel.Kind(rawValue: kind.rawValue + 1) else { return kind }
    return level(for: arrivals, keys: keys, startingAt: next)
  }
}

extension Identification {
  /// What two entries have in common that differ in nothing but their `guid`.
  private struct Twin: Hashable {
    let digest: EntryKey
    let published: Date?

    init(of arrival: Arrival) {
      digest = arrival.digest
      published = arrival.entry.published
    }
  }

  /// Makes the keys of one source's entries.
  private struct Keys {
    let source: String
    let frontPage: CanonicalURL?

    init(source: Source.ID, frontPage: CanonicalURL?) {
      self.source = source.description
      self.frontPage = frontPage
    }

    /// The address of the entry itself.
    func link(of arrival: Arrival) -> CanonicalURL? {
      arrival.link == frontPage ? nil : arrival.link
    }

    func key(of arrival: Arrival, at kind: IdentityLevel.Kind) -> EntryKey {
      let link = arrival.link?.string ?? ""
      return switch kind {
      case .guid: arrival.guid.map { EntryKey(source, $0) } ?? keyWithoutGuid(of: arrival)
      case .guidAndLink:
        arrival.guid.map { EntryKey(source, $0, link) } ?? keyWithoutGuid(of: arrival)
      case .linkAndTitle: EntryKey(source, "", link, arrival.title)
      case .content: EntryKey(source, "", "", arrival.title, arrival.text)
      }
    }

    private func keyWithoutGuid(of arrival: Arrival) -> EntryKey {
      if let link = link(of: arrival) { return EntryKey(source, "", "link", link.string) }
      let published = arrival.entry.published.map { String($0.timeIntervalSince1970) } ?? ""
      return EntryKey(
        source, "", "text", arrival.title, String(arrival.text.prefix(512)), published)
    }
  }
}
