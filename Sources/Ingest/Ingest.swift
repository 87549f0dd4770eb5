import Crypto
import Feeds
public import Fetching
public import Foundation
public import Logging
public import Model
public import Store
import Synchronization

/// Gives every source its turn through the pipeline: fetch, parse, judge, record.
public final class Ingest: Sendable {
  private let fetcher: Fetcher
  private let store: Store
  private let schedule: RefreshSchedule
  private let limits: Limits
  private let logger: Logger
  private let now: @Sendable () -> Date
  private let leases: Leases
  private var owner: String { leases.owner }
  private let outage = Mutex(Outage())

  /// Nobody is asked twice within this time, in seconds, unless due.
  private static let floor: TimeInterval = 600

  public init(
    fetcher: Fetcher, store: Store, schedule: RefreshSchedule, limits: Limits = Limits(),
    owner: LeaseOwner, logger: Logger, now: @escaping @Sendable () -> Date
  ) {
    self.fetcher = fetcher
    self.store = store
    self.schedule = schedule
    self.limits = limits
    leases = Leases(of: owner, in: store, logger: logger)
    self.logger = logger
    self.now = now
  }

  /// Visits every source that is due, once.
  ///
  /// - Parameter report: is told each outcome as it comes.
  /// - Throws: `StoreError` where the store cannot even say who is due.
  @discardableResult
  public func refreshDue(
    report: @Sendable (Source, Outcome) -> Void = { _, _ in }
  ) async throws(StoreError) -> [Source.ID: Outcome] {
    try await refresh(dueOnly: true, report: report)
  }

  /// Visits every source that was not asked within the last ten minutes, due or not.
  @discardableResult
  public func refreshAll(
    report: @Sendable (Source, Outcome) -> Void = { _, _ in }
  ) async throws(StoreError) -> [Source.ID: Outcome] {
    try await refresh(dueOnly: false, report: report)
  }

  private func refresh(
    dueOnly: Bool, report: @Sendable (Source, Outcome) -> Void
  ) async throws(StoreError) -> [Source.ID: Outcome] {
    var outcomes: [Source.ID: Outcome] = [:]
    do throws(StoreError) {
      try await leases.takeFromTheDead()
      while !Task.isCancelled {
        let leased = try await leases.take(dueOnly: dueOnly, now: now())
        let fresh = leased.filter { outcomes[$0.id] == nil }
        guard !fresh.isEmpty else { break }
        await visit(fresh, homes: try await homes()) { source, outcome in
          outcomes[source.id] = outcome
          report(source, outcome)
        }
        // All were leased in one go.
        if !dueOnly { break }
      }
    } catch .cancelled {
      // What was recorded stays; the rest is given back.
    } catch {
      await leases.giveBack()
      throw error
    }
    await leases.giveBack()
    return outcomes
  }

  /// Visits sources all at once; whose turn it is decides the fetcher, host by host.
  private func visit(
    _ sources: [Source], homes: Teller.Homes, report: (Source, Outcome) -> Void
  ) async {
    await withTaskGroup(of: (Source, Outcome).self) { group in
      for source in sources {
        group.addTask { (source, await self.visit(source, homes: homes)) }
      }
      for await (source, outcome) in group {
        log(outcome, of: source)
        report(source, outcome)
      }
    }
  }

  /// Never throws: one broken feed is an outcome to record, and must not disturb its neighbours.
  private func visit(_ source: Source, homes: Teller.Homes) async -> Outcome {
    if let last = source.state.lastTry, (0..<Self.floor).contains(now().timeIntervalSince(last)),
      source.state.nextCheck > now()
    {
      return .skipped
    }
    do throws(StoreError) {
      return try await ask(source, homes: homes)
    } catch .cancelled {
      return .abandoned
    } catch {
      return .unsaved(reason: error.description)
    }
  }

  private func ask(_ source: Source, homes: Teller.Homes) async throws(StoreError) -> Outcome {
    let request = source.request(at: now(), limits: limits)
    let answer: Response
    do throws(FetchError) {
      answer = try await fetcher.fetch(request)
    } catch {
      return try await take(error, of: source)
    }
    note(source, failure: nil)
    let facts = FetchState.Answer(answer)
    switch Verdict(on: answer, now: now()) {
    case .notModified:
      let state = source.state.notModified(facts, now: now())
      return try await settle(source, state, after: answer, as: .notModified)
    case .document where SHA256.hash(data: answer.body) == source.state.bodyDigest ?? []:
      let state = source.state.unchanged(facts, now: now())
      return try await settle(source, state, after: answer, as: .unchanged)
    case .document:
      return try await read(answer, facts, of: source, homes: homes)
    case .rateLimited(let wished, let wholeHost):
      return try await rest(source, wished: wished, wholeHost: wholeHost)
    case .failed(let failure):
      return try await fail(source, failure)
    }
  }

  /// Parses and judges a document and writes what it changed, all in one transaction.
  private func read(
    _ answer: Response, _ facts: FetchState.Answer, of source: Source, homes: Teller.Homes
  ) async throws(StoreError) -> Outcome {
    let document: FeedReading
    do throws(FeedError) {
      document = try FeedReading(answer, of: source)
    } catch {
      return try await fail(source, Failure(error))
    }
    let now = now()
    let identification = Identification(
      of: document.arrivals, from: source.id,
      homePage: (source.homePageURL ?? document.profile.homePageURL).flatMap(CanonicalURL.init),
      level: source.state.identity, now: now)
    let dates = document.dates
    var state = source.state.succeeded(
      facts, bodyDigest: Array(SHA256.hash(data: answer.body)), hints: document.feed.hints,
      dates: dates, now: now)
    state.identity = identification.level
    state.unidentified = identification.unidentified
    state.nextCheck = due(source, state, after: answer)
    let home = document.profile.homePageURL.flatMap { CanonicalURL($0)?.host }
    let teller = Teller(id: source.id, homes: homes, alsoAt: home)
    let recorded = try await store.record(
      Reading(
        question: Known.Question(about: identification.identified, of: source.id, now: now),
        state: state, profile: document.profile, owner: owner, now: now)
    ) { known, state in
      let changes = Changes(from: known, to: identification.identified, told: teller, now: now)
      if !changes.new.isEmpty { state = state.broughtNew(isDated: !dates.isEmpty, now: now) }
      state.duplicates += changes.retold.count
      return changes
    }
    let changes = recorded.changes
    return .updated(
      Outcome.Harvest(
        new: changes.new.count, edited: changes.edited.count, retold: changes.retold.count))
  }

  /// Where every source is at home, to know whose article it is that several tell.
  private func homes() async throws(StoreError) -> Teller.Homes {
    var homes: Teller.Homes = [:]
    for source in try await store.sources() {
      let addresses = [source.homePageURL, source.subscription.feedURL].compactMap { $0 }
      homes[source.id] = Set(addresses.compactMap { CanonicalURL($0)?.host })
    }
    return homes
  }
}

// MARK: - What is remembered

extension Ingest {
  /// After an answer that brought nothing to read.
  private func settle(
    _ source: Source, _ state: FetchState, after answer: Response, as outcome: Outcome
  ) async throws(StoreError) -> Outcome {
    var state = state
    state.nextCheck = due(source, state, after: answer)
    try await store.record(state, of: source.id, owner: owner)
    return outcome
  }

  private func take(_ error: FetchError, of source: Source) async throws(StoreError) -> Outcome {
    switch error {
    case .cancelled, .stopped:
      return .abandoned
    case .resting(_, let duration):
      var state = source.state
      state.nextCheck = now().addingTimeInterval(max(duration / .seconds(1), 60))
      try await store.record(state, of: source.id, owner: owner)
      return .rateLimited(until: state.nextCheck)
    default:
      note(source, failure: error.failure.kind)
      return try await fail(source, error.failure)
    }
  }

  private func fail(_ source: Source, _ failure: Failure) async throws(StoreError) -> Outcome {
    let now = now()
    let isOutage = Outage.isLineTrouble(failure.kind) && outage.withLock { $0.isOn(at: now) }
    var state = source.state.failed(failure, isOutage: isOutage, now: now)
    state.nextCheck =
      isOutage
      ? now.addingTimeInterval(Outage.pause)
      : schedule.next(
        afterFailure: state, of: source.id, interval: source.subscription.interval, now: now)
    try await store.record(state, of: source.id, owner: owner)
    return .failed(failure)
  }

  private func rest(
    _ source: Source, wished: TimeInterval?, wholeHost: Bool
  ) async throws(StoreError) -> Outcome {
    let now = now()
    let wish = Failure(
      .rateLimited,
      "the server asks to be left alone for a while; nothing to do, it is asked again later")
    var state = source.state.rateLimited(wish, now: now)
    state.nextCheck = schedule.next(
      afterRateLimit: state, wished: wished, interval: source.subscription.interval, now: now)
    if wholeHost {
      fetcher.rest(source.address, for: .seconds(state.nextCheck.timeIntervalSince(now)))
    }
    try await store.record(state, of: source.id, owner: owner)
    return .rateLimited(until: state.nextCheck)
  }

  private func due(_ source: Source, _ state: FetchState, after answer: Response) -> Date {
    schedule.next(
      after: state, of: source.id, interval: source.subscription.interval,
      cacheLifetime: CacheLifetime.seconds(of: answer.headers, now: now()), now: now())
  }

  private func note(_ source: Source, failure kind: Failure.Kind?) {
    let host = CanonicalURL(source.address)?.host ?? source.address
    let now = now()
    outage.withLock { $0.note(host, failure: kind, at: now) }
  }

  private func log(_ outcome: Outcome, of source: Source) {
    logger.log(level: outcome.logLevel, "\(source.handle): \(outcome)")
  }
}

extension FetchState.Answer {
  fileprivate init(_ answer: Response) {
    self.init(
      url: answer.url, redirects: answer.hops.map(\.status), etag: answer.headers["etag"],
      lastModified: answer.headers["last-modified"])
  }
}
