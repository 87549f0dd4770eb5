public import Foundation

/// What is remembered after each kind of answer; pure, time is a parameter (aggregation rules 4.1, 4.3, 4.4).
extension FetchState {
  /// An answer that a server gave, as far as it says how to ask the next time.
  public struct Answer: Sendable, Hashable {
    public var validators: Validators
    /// Where the request ended.
    public var url: String
    /// Whether it was redirected, and every redirect was a permanent one (301, 308).
    public var isMovedForGood: Bool
    /// Whether it was redirected at all.
    public var isRedirected: Bool
    /// Whether the request could have been answered with 304.
    public var wasConditional: Bool

    public init(
      validators: Validators, url: String, isMovedForGood: Bool, isRedirected: Bool,
      wasConditional: Bool
    ) {
      self.validators = validators
      self.url = url
      self.isMovedForGood = isMovedForGood
      self.isRedirected = isRedirected
      self.wasConditional = wasConditional
    }
  }

  private static let day: TimeInterval = 86_400

  /// Whether the next request should carry no condition: some servers say 304 for ever.
  ///
  /// Every eight days or after two hundred 304s, never twice a day.
  public func isUnconditionalDue(now: Date) -> Bool {
    guard let last = lastUnconditional else { return true }
    let age = now.timeIntervalSince(last)
    return age >= 8 * Self.day || (notModifiedInRow >= 200 && age >= Self.day)
  }

  /// After 304: new validators, if any came; nothing else of the document changes.
  public mutating func noteNotModified(_ answer: Answer, now: Date) {
    noteAnswer(answer, now: now)
    if !answer.validators.isEmpty { validators = answer.validators }
    notModifiedInRow += 1
  }

  /// After a document that is, byte for byte, the one read before.
  public mutating func noteUnchanged(_ answer: Answer, now: Date) {
    noteAnswer(answer, now: now)
    validators = answer.validators
    notModifiedInRow = 0
  }

  /// After a document that was read.
  ///
  /// - Parameter dates: when its entries say they were published.
  public mutating func noteDocument(
    _ answer: Answer, digest: [UInt8], hints: RefreshHints, dates: [Date], now: Date
  ) {
    noteUnchanged(answer, now: now)
    bodyDigest = digest
    self.hints = hints
    let past = dates.filter { $0 <= now }.sorted(by: >)
    newestEntry = past.first
    gap = Self.gap(between: past, before: gap)
  }

  /// After a failure; validators stay, so that a document that could not be read is not frozen behind 304.
  ///
  /// - Parameter isCounted: false while this server's own line is down.
  public mutating func note(_ failure: Failure, isCounted: Bool, now: Date) {
    lastTry = now
    self.failure = failure
    guard isCounted else { return }
    failures += 1
    failingSince = failingSince ?? now
    goneSince = failure.kind == .gone ? goneSince ?? now : nil
  }

  /// After the host asked to be left alone: no failure, but a reason why nothing new came.
  public mutating func noteRateLimit(_ reason: String, now: Date) {
    lastTry = now
    rateLimits += 1
    failure = Failure(.rateLimited, reason)
  }

  private mutating func noteAnswer(_ answer: Answer, now: Date) {
    lastTry = now
    lastSuccess = now
    failures = 0
    failingSince = nil
    failure = nil
    goneSince = nil
    rateLimits = 0
    if !answer.wasConditional { lastUnconditional = now }
    noteRedirect(answer, now: now)
  }

  /// A feed has moved for good when twenty answers in a row, over six days, say so.
  private mutating func noteRedirect(_ answer: Answer, now: Date) {
    guard answer.isRedirected else {
      redirect = nil
      return
    }
    guard answer.isMovedForGood else {
      redirect = nil
      return
    }
    if redirect?.target == answer.url {
      redirect?.count += 1
    } else {
      redirect = RedirectStreak(target: answer.url, count: 1, since: now)
    }
    guard let streak = redirect, streak.count >= 20,
      now.timeIntervalSince(streak.since) >= 6 * Self.day
    else { return }
    movedTo = streak.target
    redirect = nil
  }

  /// The usual time between two entries: the median of the newest twenty, smoothed with what it was.
  ///
  /// - Parameter dates: newest first, none of them in the future.
  static func gap(between dates: [Date], before: Double?) -> Double? {
    let newest = dates.prefix(20)
    let gaps = zip(newest, newest.dropFirst()).map { $0.timeIntervalSince($1) }.filter { $0 > 0 }
      .sorted()
    guard gaps.count >= 2 else { return before }
    let median = gaps[gaps.count / 2]
    return before.map { 0.7 * $0 + 0.3 * median } ?? median
  }
}
