import Fetching
import Foundation
import Logging
import Model
public import Store

/// Entries that their publishers may have taken back.
extension Ingest {
  private static let day: TimeInterval = 86_400
  /// How many articles are looked for in one go.
  private static let batch = 16
  /// So often in a row nothing must be found, a day apart.
  private static let misses = 2

  /// Looks whether the articles of entries that left their feed still stand, and removes those whose
  /// articles do not (aggregation rule 4.8): absence from a feed alone is no deletion.
  public func checkAbsences() async throws(StoreError) {
    try await store.expireAbsences(now: now())
    for absent in try await store.dueAbsences(now: now(), limit: Self.batch) {
      guard let isGone = await isGone(absent.url) else {
        try await store.note(
          misses: absent.misses, nextCheck: now().addingTimeInterval(Self.day), of: absent.entry)
        continue
      }
      if !isGone {
        try await store.note(
          misses: 0, nextCheck: now().addingTimeInterval(7 * Self.day), of: absent.entry)
      } else if absent.misses + 1 < Self.misses {
        try await store.note(
          misses: absent.misses + 1, nextCheck: now().addingTimeInterval(Self.day),
          of: absent.entry)
      } else if try await store.remove(absent, now: now()) {
        logger.notice("\(absent.url) is gone for good; its entry \(absent.entry) was removed")
      }
    }
  }

  /// `nil` where it cannot be said.
  private func isGone(_ url: String) async -> Bool? {
    var limits = Limits(bodyBytes: 2_000_000)
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
