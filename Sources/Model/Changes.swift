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
    /// Whether it is kept back until the operator has looked at its source.
    public var isHeld = false
    public var publicity = Publicity.silent
  }

  /// A telling that reads otherwise than before.
  public struct Edit: Sendable, Hashable {
    public var entry: EntryID
    public var arrival: Arrival
    public var linkKey: EntryKey?
    /// Whether it is this telling that is shown.
    public var isShown: Bool
    /// Whether it names another article than before.
    var leadsElsewhere: Bool
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
    /// Whether it came with the source's first document.
    public var isBackfill: Bool
  }

  public internal(set) var new: [New] = []
  public internal(set) var edited: [Edit] = []
  public private(set) var aliases: [Alias] = []
  public internal(set) var retold: [Retelling] = []
  /// Whether the source looks rebuilt: most of the document's entries came under new keys, or most are
  /// unknown though the source is not (aggregation rule 4.7.5).
  public private(set) var isMigration = false
  /// Whether followers hear nothing of what the document brings: the source was rebuilt of late.
  public internal(set) var isQuiet = false
  /// Why the source is kept back from now on.
  public internal(set) var hold: Hold?
  /// Whether the source is kept back, from now on or since before.
  public internal(set) var isHeld = false
  /// Entries told of late that the document ought to hold, since it holds older ones, and does not.
  public internal(set) var absent: Set<EntryID> = []

  public var isEmpty: Bool {
    new.isEmpty && edited.isEmpty && aliases.isEmpty && retold.isEmpty && hold == nil
  }

  public init() {}

  public init(
    from known: Known, to identified: [Identification.Identified], told source: Teller, now: Date
  ) {
    let candidates = identified.filter { !known.isRemoved($0) }
    var judgement = Judgement(known: known, source: source, now: now)
    judgement.claim(candidates)
    for candidate in candidates { take(candidate, &judgement) }
    absent = judgement.absent(from: candidates)
    let isRebuilt =
      new.count * 2 > candidates.count && min(new.count, known.count) > Self.fewEntries
    let isRenamed = judgement.renamed * 2 > candidates.count && judgement.renamed > 2
    isMigration = isRebuilt || isRenamed
    if isRebuilt { placeByOwnDates(now: now) }
    if judgement.isFirst { keepRiverFair() }
  }
}

extension Changes {
  /// How many entries of a source's first document appear outside its own list.
  static let backfillLimit = 20
  /// So many older entries show that a document reaches below one that it lacks; fewer may be pinned.
  static let reach = 2
  /// Whatever changes more often than this is a counter, not an edit.
  static let editLimit = 24
  /// So few unknown entries, or so few known ones, are nothing to wonder about.
  static let fewEntries = 10

  /// What is needed to judge one entry of a document.
  private struct Judgement {
    let known: Known
    let source: Teller
    let now: Date
    /// Entries that a part of the document is known to be already; no other part can be the same.
    var claimed: Set<EntryID> = []
    /// Entries that the document still tells in the words we hold, or whose edit was noted.
    var settled: Set<EntryID> = []
    /// How many entries came under a key that their publisher, not our level of trust, has changed.
    var renamed = 0

    var isFirst: Bool { known.count == 0 }

    /// Lets those that come under a key we know go before those that only resemble something.
    mutating func claim(_ candidates: [Identification.Identified]) {
      for candidate in candidates {
        guard let telling = known.byKey[candidate.key] else { continue }
        claimed.insert(telling.entry)
        if telling.digest == candidate.arrival.digest { settled.insert(telling.entry) }
      }
    }

    /// What was told of late and is missing above entries that stand in the document as they did then.
    ///
    /// Where the document does not reach that far down, an entry has only scrolled out. What came after
    /// it with an older date, as a rebuilt site's archive does, proves nothing.
    func absent(from candidates: [Identification.Identified]) -> Set<EntryID> {
      let held = candidates.compactMap { known.byKey[$0.key] }
      let missing = known.told.filter { entry, told in
        guard !claimed.contains(entry) else { return false }
        return held.count { $0.entry < entry && $0.firstSeen <= told } >= Changes.reach
      }
      return Set(missing.keys)
    }
  }

  private mutating func take(
    _ candidate: Identification.Identified, _ judgement: inout Judgement
  ) {
    let (known, source) = (judgement.known, judgement.source)
    if let telling = known.byKey[candidate.key] {
      note(candidate, telling, &judgement)
    } else if let telling = known.formerTelling(
      of: candidate, by: source.id, except: judgement.claimed)
    {
      judgement.claimed.insert(telling.entry)
      guard !known.keepsIDs else { return }
      let isOurDoing = candidate.formerKeys.contains { known.byKey[$0]?.entry == telling.entry }
      if !isOurDoing { judgement.renamed += 1 }
      aliases.append(Alias(key: candidate.key, entry: telling.entry))
      note(candidate, telling, &judgement)
    } else if let other = known.otherTelling(
      of: candidate, than: source.id, except: judgement.claimed)
    {
      judgement.claimed.insert(other.entry)
      retold.append(
        Retelling(of: candidate, told: other, by: source, isBackfill: judgement.isFirst))
    } else {
      new.append(New(candidate, isBackfill: judgement.isFirst, now: judgement.now))
    }
  }

  private mutating func note(
    _ candidate: Identification.Identified, _ telling: Known.Telling, _ judgement: inout Judgement
  ) {
    guard telling.digest != candidate.arrival.digest, telling.edits < Self.editLimit,
      judgement.settled.insert(telling.entry).inserted
    else { return }
    edited.append(
      Edit(
        entry: telling.entry, arrival: candidate.arrival, linkKey: candidate.linkKey,
        isShown: telling.isShown, leadsElsewhere: telling.linkKey != candidate.linkKey))
  }

  /// A rebuilt site shows its archive anew: what is old must not stand above today's news.
  private mutating func placeByOwnDates(now: Date) {
    for index in new.indices {
      new[index].placement = Placement(
        of: new[index].arrival.entry, firstSeen: now, isBackfill: true)
    }
  }

  /// A source's archive must not drown the river: only its newest entries are listed.
  private mutating func keepRiverFair() {
    let byTime = new.indices.sorted {
      (new[$1].placement.sortTime, $0) < (new[$0].placement.sortTime, $1)
    }
    for index in byTime.dropFirst(Self.backfillLimit) { new[index].isListed = false }
  }
}

extension Changes.New {
  fileprivate init(_ candidate: Identification.Identified, isBackfill: Bool, now: Date) {
    arrival = candidate.arrival
    key = candidate.key
    linkKey = candidate.linkKey
    placement = Placement(of: candidate.arrival.entry, firstSeen: now, isBackfill: isBackfill)
    self.isBackfill = isBackfill
    isListed = true
  }
}

extension Changes.Retelling {
  fileprivate init(
    of candidate: Identification.Identified, told other: Known.Telling, by source: Teller,
    isBackfill: Bool
  ) {
    arrival = candidate.arrival
    key = candidate.key
    linkKey = candidate.linkKey
    self.isBackfill = isBackfill
    entry = other.entry
    takesOver =
      source.isHome(of: candidate.arrival)
      && !source.isHome(of: candidate.arrival, for: other.source)
  }
}
