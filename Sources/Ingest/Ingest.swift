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
  private let logger: Logger
  private let now: @Sendable () -> Date
  /// Told apart from other processes on the same database by this name.
  private let owner: String
  private let outage = Mutex(Outage())

  /// How long a source stays with us before another process may ask it.
  private static let leaseDuration: TimeInterval = 15 * 60
  /// How many sources are taken at once; the fetcher decides how many of them speak at a time.
  private static let batch = 512

  public init(
    fetcher: Fetcher, store: Store, schedule: RefreshSchedule, owner: String, logger: Logger,
    now: @escaping @Sendable () -> Date
  ) {
    self.fetcher = fetcher
    self.store = store
    self.schedule = schedule
    self.owner = owner
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
  ) async throws -> [Source.ID: Outcome] {
    try await refresh(dueOnly: true, report: report)
  }

  /// Visits every source that was not asked within the last ten minutes, due or not.
  @discardableResult
  public func refreshAll(
    report: @Sendable (Source, Outcome) -> Void = { _, _ in }
  ) async throws -> [Source.ID: Outcome] {
    try await refresh(dueOnly: false, report: report)
  }

  private func refresh(
    dueOnly: Bool, report: @Sendable (Source, Outcome) -> Void
  ) async throws -> [Source.ID: Outcome] {
    var outcomes: [Source.ID: Outcome] = [:]
    while !Task.isCancelled {
      let leased = try await store.lease(
        owner: owner, now: now(), duration: Self.leaseDuration, limit: Self.batch,
        dueOnly: dueOnly)
      let fresh = leased.filter { outcomes[$0.id] == nil }
      guard !fresh.isEmpty else { break }
      await visit(fresh) { source, outcome in
        outcomes[source.id] = outcome
        report(source, outcome)
      }
    }
    try await store.release(owner: owner)
    return outcomes
  }

  /// Visits sources in no order of theirs, so that those of one host do not stand in a row.
  private func visit(_ sources: [Source], report: (Source, Outcome) -> Void) async {
    await withTaskGroup(of: (Source, Outcome).self) { group in
      for source in sources {
        group.addTask { (source, await self.visit(source)) }
      }
      for await (source, outcome) in group {
        log(outcome, of: source)
        report(source, outcome)
      }
    }
  }

  /// Never throws: one broken feed is an outcome to record, and must not disturb its neighbours.
  func visit(_ source: Source) async -> Outcome {
    do {
      return try await ask(source)
    } catch {
      return .unsaved(reason: "\(error)")
    }
  }

  private func ask(_ source: Source) async throws(StoreError) -> Outcome {
    let answer: Response
    do throws(FetchError) {
      answer = try await fetcher.fetch(source.request(at: now()))
    } catch {
      return try await record(error, of: source)
    }
    outage.withLock { $0.note(success: source, at: now()) }
    let verdict = Verdict(on: answer, of: source, now: now())
    switch verdict {
    case .notModified:
      return try await record(.notModified, state(after: answer, of: source).notModified, of: source)
    case .document:
      return try await read(answer, of: source)
    case .rateLimited(let wait):
      return .rateLimited(until: now())
    case .failed(let failure):
      return try await record(failure, of: source)
    }
  }
}
