public import Foundation

// What is remembered after each way a request can end (aggregation rules 4.3 and 4.4). None of these
// touches `nextCheck`: that is `RefreshSchedule`'s to say, from the state they return.

extension FetchState {
  /// What an answer says of itself, whatever document it holds.
  public struct Answer: Sendable, Hashable {
    /// The address that answered, after all redirects.
    public var url: String
    /// The statuses of the redirects that led there, in order.
    public var redirects: [Int]
    public var etag: String?
    public var lastModified: String?

    public init(
      url: String, redirects: [Int] = [], etag: String? = nil, lastModified: String? = nil
    ) {
      self.url = url
      self.redirects = redirects
      self.etag = etag
      self.lastModified = lastModified
    }

    /// Whether redirects led there, and every one of them is meant for good (301, 308).
    var isMovedForGood: Bool {
      !redirects.isEmpty && redirects.allSatisfy { $0 == 301 || $0 == 308 }
    }
  }

  private static let day: TimeInterval = 86_400

  /// Whether the next request should be sent without validators, to see the document itself.
  ///
  /// Some servers answer 304 for ever: every eight days, or after two hundred 304s, we look; never
  /// twice on one day.
  public func isUnconditionalDue(now: Date) -> Bool {
    guard let lastUnconditional else { return true }
    let age = now.timeIntervalSince(lastUnconditional)
    return age >= 8 * Self.day || (notModifiedInRow >= 200 && age >= Self.day)
  }

  /// After a 304: a new validator replaces the old, all else of the document stays.
  public func notModified(_ answer: Answer, now: Date) -> FetchState {
    var state = answered(answer, now: now)
    state.validators = Validators(
      url: answer.url, etag: answer.etag ?? validators.etag,
      lastModified: answer.lastModified ?? validators.lastModified)
    state.notModifiedInRow += 1
    return state
  }

  /// After a document that is, byte for byte, the one read before.
  public func unchanged(_ answer: Answer, now: Date) -> FetchState {
    var state = answered(answer, now: now)
    state.validators = Validators(
      url: answer.url, etag: answer.etag, lastModified: answer.lastModified)
    state.notModifiedInRow = 0
    state.lastUnconditional = now
    return state
  }

  /// After a document that could be read.
  ///
  /// - Parameters:
  ///   - bodyDigest: SHA-256 of the body.
  ///   - dates: when its entries say they were published; empty for a feed without dates.
  public func succeeded(
    _ answer: Answer, bodyDigest: [UInt8], hints: RefreshHints, dates: [Date], now: Date
  ) -> FetchState {
    var state = unchanged(answer, now: now)
    state.bodyDigest = bodyDigest
    state.hints = hints
    let rhythm = Rhythm(of: dates, before: gap, now: now)
    state.gap = rhythm.gap
    state.newestEntry = rhythm.newest ?? newestEntry
    return state
  }

  /// After a document in which some entries were new.
  ///
  /// - Parameter isDated: whether its entries say when they were published; of those that do not, the
  ///   times of arrival are all that tells how often something comes.
  public func broughtNew(isDated: Bool, now: Date) -> FetchState {
    var state = self
    if !isDated {
      let observed = lastNew.map { now.timeIntervalSince($0) }
      if let observed, observed > 0 { state.gap = Rhythm.smoothed(observed, before: gap) }
      state.newestEntry = now
    }
    state.lastNew = now
    return state
  }

  /// After a request that brought no feed; validators stay, so that a broken document is asked for again.
  ///
  /// - Parameter isOutage: whether our own line is down (`Outage`); then nothing is counted.
  public func failed(_ failure: Failure, isOutage: Bool = false, now: Date) -> FetchState {
    var state = self
    state.lastTry = now
    if isUnconditionalDue(now: now) { state.lastUnconditional = now }
    guard !isOutage else {
      if failures == 0 { state.failure = failure }
      return state
    }
    state.failure = failure
    state.failures += 1
    state.failingSince = failingSince ?? now
    state.rateLimits = 0
    // One 410 may be a slip of the server's; two in a row are not.
    if failure.kind == .gone, self.failure?.kind == .gone { state.goneSince = goneSince ?? now }
    // What moved and fell silent there may have come back.
    if state.failures > RefreshSchedule.patience { state.movedTo = nil }
    return state
  }

  /// After an answer that asks for rest, which is no failure.
  public func rateLimited(_ wish: Failure, now: Date) -> FetchState {
    var state = self
    state.lastTry = now
    if failures == 0 { state.failure = wish }
    state.rateLimits += 1
    return state
  }

  private func answered(_ answer: Answer, now: Date) -> FetchState {
    var state = self
    state.lastTry = now
    state.lastSuccess = now
    state.failures = 0
    state.failingSince = nil
    state.failure = nil
    state.goneSince = nil
    state.rateLimits = 0
    state.noteRoute(of: answer, now: now)
    return state
  }

  /// Believes in a new address only when nothing but permanent redirects led there for long.
  private mutating func noteRoute(of answer: Answer, now: Date) {
    guard answer.isMovedForGood else {
      redirect = nil
      return
    }
    let known = redirect.flatMap { $0.target == answer.url ? $0 : nil }
    var streak = known ?? RedirectStreak(target: answer.url, count: 0, since: now)
    streak.count += 1
    let isSettled = streak.count >= 20 && now.timeIntervalSince(streak.since) >= 6 * Self.day
    redirect = isSettled ? nil : streak
    if isSettled { movedTo = streak.target }
  }
}
