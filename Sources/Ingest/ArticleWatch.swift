public import Fetching
public import Foundation
public import Logging
import Model
public import ServiceLifecycle
public import Store

/// Looks whether the articles of entries that left their feeds still stand, and removes those whose
/// articles do not (aggregation rule 4.8): absence from a feed alone is no deletion.
///
/// Beside the asking of feeds: whoever has taken its articles away must not hold up everybody's news.
public struct ArticleWatch: Service {
  private let store: Store
  private let fetcher: Fetcher
  private let logger: Logger
  private let now: @Sendable () -> Date

  private static let pause = Duration.seconds(60)
  private static let day: TimeInterval = 86_400
  /// How many articles are looked for in one round.
  private static let batch = 32
  /// So many hosts are asked at a time, each for one article after the other.
  private static let width = 4
  /// So often in a row nothing must be found, a day apart.
  private static let misses = 2

  public init(
    store: Store, fetcher: Fetcher, logger: Logger, now: @escaping @Sendable () -> Date
  ) {
    self.store = store
    self.fetcher = fetcher
    self.logger = logger
    self.now = now
  }

  public func run() async throws {
    await cancelWhenGracefulShutdown {
      while !Task.isCancelled {
        do {
          try await look()
        } catch StoreError.cancelled {
          return
        } catch {
          logger.error("could not look after entries that left their feeds: \(error)")
        }
        try? await Task.sleep(for: Self.pause)
      }
    }
  }

  /// One round.
  func look() async throws {
    try await store.expireAbsences(now: now())
    let due = try await store.dueAbsences(now: now(), limit: Self.batch)
    let byHost = Dictionary(grouping: due) { CanonicalURL($0.url)?.host ?? $0.url }
    try await withThrowingTaskGroup(of: Void.self) { group in
      var waiting = byHost.values.makeIterator()
      func startNext() {
        guard let absences = waiting.next() else { return }
        group.addTask { try await look(for: absences) }
      }
      for _ in 0..<Self.width { startNext() }
      while try await group.next() != nil { startNext() }
    }
  }

  /// Looks for the articles of one host, until one cannot be asked for: then the others wait as well.
  private func look(for absences: [AbsentEntry]) async throws(StoreError) {
    var speaks = true
    for absent in absences {
      let isGone = speaks ? await isGone(absent.url) : nil
      guard !Task.isCancelled else { return }
      speaks = isGone != nil
      try await note(isGone, of: absent)
    }
  }

  private func note(_ isGone: Bool?, of absent: AbsentEntry) async throws(StoreError) {
    let tomorrow = now().addingTimeInterval(Self.day)
    guard let isGone else {
      return try await store.note(misses: absent.misses, nextCheck: tomorrow, of: absent.entry)
    }
    if !isGone {
      let nextWeek = now().addingTimeInterval(7 * Self.day)
      try await store.note(misses: 0, nextCheck: nextWeek, of: absent.entry)
    } else if absent.misses + 1 < Self.misses {
      try await store.note(misses: absent.misses + 1, nextCheck: tomorrow, of: absent.entry)
    } else if try await store.remove(absent, now: now()) {
      logger.notice("\(absent.url) is gone for good; its entry \(absent.entry) was removed")
    }
  }

  /// `nil` where it cannot be said.
  private func isGone(_ url: String) async -> Bool? {
    var limits = Limits(bodyBytes: 64 * 1024)
    limits.cutsBody = true
    limits.total = .seconds(20)
    guard let answer = try? await fetcher.fetch(Request(.get, url, limits: limits)) else {
      return nil
    }
    switch answer.status {
    case 404, 410: return true
    case 200..<300: return false
    default: return nil
    }
  }
}
