public import struct Foundation.Date

extension Changes {
  /// Judges a document whole: what it changes, what is kept back, and who is told.
  ///
  /// - Parameters:
  ///   - profile: what the feed says of itself.
  ///   - state: the source's state after the request; when it is due next is settled already.
  public init(
    from known: Known, to identified: [Identification.Identified], told teller: Teller,
    saying profile: SourceProfile, state: inout FetchState, now: Date
  ) {
    self.init(from: known, to: identified, told: teller, now: now)
    hold(known, told: teller, saying: profile)
    if isMigration { state.quietUntil = now.addingTimeInterval(FloodControl.day) }
    isQuiet = state.quietUntil.map { $0 > now } ?? false
    guard !isQuiet else { return }
    announce(
      FloodControl(
        recent: known.recentPosts, interval: state.nextCheck.timeIntervalSince(now), now: now))
  }

  /// Keeps the document back where the source was held before, or has to be now.
  ///
  /// New entries wait in the index. Other words for what is known come again with the document that is read
  /// after the source's release, and what the document lacks says nothing.
  mutating func hold(
    _ known: Known, told teller: Teller, saying profile: SourceProfile
  ) {
    if !known.isHeld, !known.isReleased {
      hold = Hold.reason(
        for: self, known: known, told: teller, from: known.profile, to: profile)
    }
    isHeld = known.isHeld || hold != nil
    guard isHeld else { return }
    for index in new.indices { new[index].isHeld = true }
    edited = []
    retold = []
    absent = []
  }

  /// Decides which new entries followers are told of.
  ///
  /// A source's first document, a rebuilt site and what is kept back tell nobody anything (aggregation
  /// rules 4.7.1, 4.7.2, 4.7.5).
  mutating func announce(_ control: FloodControl) {
    guard !isMigration else { return }
    let telling = new.indices.filter { index in
      let entry = new[index]
      return !entry.isBackfill && !entry.isHeld && entry.isListed && entry.placement.due == nil
    }
    let publicity = control.publicity(
      ofEntriesPublished: telling.map { new[$0].placement.published })
    for (index, publicity) in zip(telling, publicity) { new[index].publicity = publicity }
  }
}
