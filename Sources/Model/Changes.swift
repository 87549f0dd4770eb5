public import struct Foundation.Date

/// The difference between what a document says and what the index holds; no I/O, no clock.
///
/// Aggregation rules 4.5 (levels 1 to 3), 4.6, 4.7.1 and 4.8.
public struct Changes: Sendable, Hashable {
  /// An entry nobody has told yet.
  public struct New: Sendable, Hashable {
    public var arrival: Arrival
    public var key: EntryKey
    public var linkKey: EntryKey?
    public var placement: Placement
    /// Whether it came with the source's first document.
    public var isBackfill: Bool
    /// Whether it stands in lists beyond its source's own.
    public var isListed: Bool
  }

  /// A telling that reads otherwise than before.
  public struct Edit: Sendable, Hashable {
    public var entry: EntryID
    public var arrival: Arrival
    public var linkKey: EntryKey?
    /// Whether it is this telling that is shown.
    public var isShown: Bool
  }

  /// A further key for an entry the source has told before.
  public struct Alias: Sendable, Hashable {
    public var key: EntryKey
    public var entry: EntryID
  }

  /// An entry another source told first.
  public struct Retelling: Sendable, Hashable {
    public var arrival: Arrival
    public var key: EntryKey
    public var linkKey: EntryKey?
    public var entry: EntryID
    /// Whether the article stands on this source's own site, so that its telling is shown from now on.
    public var takesOver: Bool
  }

  public private(set) var new: [New] = []
  public private(set) var edited: [Edit] = []
  public private(set) var aliases: [Alias] = []
  public private(set) var retold: [Retelling] = []
  /// Whether more than half of the document's known entries came under new keys.
  public private(set) var isMigration = false

  public var isEmpty: Bool { new.isEmpty && edited.isEmpty && aliases.isEmpty && retold.isEmpty }

  public init() {}

  public init(
    from known: Known, to identified: [Identification.Identified], told source: Teller, now: Date
  ) {
    let isFirst = known.count == 0
    for candidate in identified where !known.removed.contains(candidate.key) {
      take(candidate, known: known, source: source, isFirst: isFirst, now: now)
    }
    if isFirst { keepRiverFair() }
    isMigration = aliases.count * 2 > identified.count && aliases.count > 2
  }
}

extension Changes {
  /// How many entries of a source's first document appear outside its own list.
  static let backfillLimit = 20
  /// Whatever changes more often than this is a counter, not an edit.
  static let editLimit = 24

  private mutating func take(
    _ candidate: Identification.Identified, known: Known, source: Teller, isFirst: Bool, now: Date
  ) {
    if let telling = known.byKey[candidate.key] {
      note(candidate, telling)
    } else if let telling = known.formerTelling(of: candidate, by: source.id) {
      aliases.append(Alias(key: candidate.key, entry: telling.entry))
      note(candidate, telling)
    } else if let other = known.otherTelling(of: candidate, than: source.id) {
      let takesOver =
        source.isHome(of: candidate.arrival)
        && !source.isHome(of: candidate.arrival, for: other.source)
      retold.append(
        Retelling(
          arrival: candidate.arrival, key: candidate.key, linkKey: candidate.linkKey,
          entry: other.entry, takesOver: takesOver))
    } else {
      let placement = Placement(
        published: candidate.arrival.entry.published ?? candidate.arrival.entry.updated,
        firstSeen: now, isBackfill: isFirst)
      new.append(
        New(
          arrival: candidate.arrival, key: candidate.key, linkKey: candidate.linkKey,
          placement: placement, isBackfill: isFirst, isListed: true))
    }
  }

  private mutating func note(_ candidate: Identification.Identified, _ telling: Known.Telling) {
    guard telling.digest != candidate.arrival.digest, telling.edits < Self.editLimit else { return }
    edited.append(
      Edit(
        entry: telling.entry, arrival: candidate.arrival, linkKey: candidate.linkKey,
        isShown: telling.isShown))
  }

  /// A source's archive must not drown the river: only its newest entries are listed.
  private mutating func keepRiverFair() {
    let byTime = new.indices.sorted { new[$0].placement.sortTime > new[$1].placement.sortTime }
    for index in byTime.dropFirst(Self.backfillLimit) { new[index].isListed = false }
  }
}
