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
  let fetcher: Fetcher
  let store: Store
  let schedule: RefreshSchedule
  private let limits: Limits
  let logger: Logger
  let now: @Sendable () -> Date
  private let leases: Leases
  var owner: String { leases.owner }
  let outage = Mutex(Outage())

  /// How many sources are visited at a time: twice as many as the fetcher lets speak.
  private static let width = 32
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

  /// Visits sources `width` at a time, so that no more documents wait for the store than memory bears.
  private func visit(
    _ sources: [Source], homes: Teller.Homes, report: (Source, Outcome) -> Void
  ) async {
    await withTaskGroup(of: (Source, Outcome).self) { group in
      var waiting = Self.interleaved(sources).makeIterator()
      func startNext() {
        guard let source = waiting.next() else { return }
        group.addTask { (source, await self.visit(source, homes: homes)) }
      }
      for _ in 0..<Self.width { startNext() }
      for await (source, outcome) in group {
        log(outcome, of: source)
        report(source, outcome)
        startNext()
      }
    }
  }

  /// The first source of each host, then the second of each, and so on: nobody stands in line behind a
  /// host that has many and is asked slowly.
  static func interleaved(_ sources: [Source]) -> [Source] {
    var seen: [String: Int] = [:]
    let turns = sources.map { source in
      let host = CanonicalURL(source.address)?.host ?? source.address
      seen[host, default: 0] += 1
      return (turn: seen[host] ?? 0, source: source)
    }
    return turns.enumerated()
      .sorted { ($0.element.turn, $0.offset) < ($1.element.turn, $1.offset) }
      .map(\.element.source)
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
    case .document:
      return try await read(answer, facts, of: source, homes: homes)
    case .rateLimited(let wished, let wholeHost):
      return try await rest(source, host: wholeHost ? answer.url : nil, wished: wished)
    case .failed(let failure):
      return try await fail(source, failure)
    }
  }

  /// Parses and judges a document that is not the one before, and writes what it changed, all in one
  /// transaction.
  private func read(
    _ answer: Response, _ facts: FetchState.Answer, of source: Source, homes: Teller.Homes
  ) async throws(StoreError) -> Outcome {
    let digest = Array(SHA256.hash(data: answer.body))
    guard digest != source.state.bodyDigest else {
      let state = source.state.unchanged(facts, now: now())
      return try await settle(source, state, after: answer, as: .unchanged)
    }
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
      facts, bodyDigest: digest, hints: document.feed.hints, dates: dates, now: now)
    state.identity = identification.level
    state.unidentified = identification.unidentified
    state.nextCheck = due(source, state, after: answer)
    let home = document.profile.homePageURL.flatMap { CanonicalURL($0)?.host }
    let teller = Teller(id: source.id, homes: homes, alsoAt: home)
    if document.optsOut {
      try await store.optOut(source.id, reason: "its feed carries the tag #nobot", now: now)
    }
    let profile = document.profile
    let recorded = try await store.record(
      Reading(
        question: Known.Question(about: identification.identified, of: source.id, now: now),
        state: state, profile: profile, owner: owner, now: now)
    ) { known, state in
      let changes = Changes(
        from: known, to: identification.identified, told: teller, saying: profile, state: &state,
        now: now)
      if !changes.new.isEmpty { state = state.broughtNew(isDated: !dates.isEmpty, now: now) }
      state.duplicates += changes.retold.count
      return changes
    }
    return .updated(Outcome.Harvest(recorded.changes))
  }

  /// Where every source is at home, to know whose article it is that several tell.
  private func homes() async throws(StoreError) -> Teller.Homes {
    var homes: Teller.Homes = [:]
    for source in try await store.sources() {
      let addresses = [source.homePageURL, source.subscription.address].compactMap { $0 }
      homes[source.id] = Set(addresses.compactMap { CanonicalURL($0)?.host })
    }
    return homes
  }
}

extension FetchState.Answer {
  fileprivate init(_ answer: Response) {
    self.init(
      url: answer.url, redirects: answer.hops.map(\.status), etag: answer.headers["etag"],
      lastModified: answer.headers["last-modified"])
  }
}
