public import Foundation

/// How often a source brings something new, as far as its dates tell (aggregation rule 4.1.2).
public struct Rhythm: Sendable, Hashable {
  /// The usual time between two entries, in seconds; `nil` where too few dates tell.
  public private(set) var gap: TimeInterval?
  /// The latest date that is plausible and not in the future.
  public private(set) var newest: Date?

  /// How many of the newest dates are looked at.
  private static let window = 20
  /// How much one document weighs against all before it.
  private static let weight = 0.3

  /// - Parameters:
  ///   - dates: when the document's entries were published, in any order.
  ///   - before: the gap as it was known until now. A document without any date leaves it as it is.
  public init(of dates: [Date], before: TimeInterval?, now: Date) {
    let past = dates.filter { $0 <= now && Placement.plausible($0, firstSeen: now) != nil }
      .sorted(by: >)
      .prefix(Self.window)
    newest = past.first
    guard !past.isEmpty else {
      gap = before
      return
    }
    // Entries of one moment are one turn: an import of ten must not look like ten a second.
    let gaps = zip(past, past.dropFirst()).map { $0.timeIntervalSince($1) }.filter { $0 > 0 }
    guard gaps.count >= 2 else { return }
    gap = Self.smoothed(Self.median(of: gaps), before: before)
  }

  /// Moves a gap that was known a little towards the one just observed.
  static func smoothed(_ gap: TimeInterval, before: TimeInterval?) -> TimeInterval {
    guard let before else { return gap }
    return weight * gap + (1 - weight) * before
  }

  private static func median(of gaps: [TimeInterval]) -> TimeInterval {
    let sorted = gaps.sorted()
    let middle = sorted.count / 2
    return sorted.count.isMultiple(of: 2)
      ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
  }
}
