public import Foundation

/// What becomes of a new entry on the Fediverse beyond its place in the outbox.
public enum Publicity: Sendable, Hashable {
  /// It can be read there, and nobody is told.
  case silent
  /// Followers are told, not before that moment.
  ///
  /// - `isUnlisted`: it stays out of public timelines.
  /// - `isBoosted`: the merged actor tells it as well.
  case told(at: Date, isUnlisted: Bool, isBoosted: Bool)
}

/// How much has been told within the last day, and is going to be.
public struct RecentPosts: Sendable, Hashable {
  /// Entries of the source, by whichever actors.
  public var bySource: Int
  /// By the merged actor.
  public var byMerged: Int
  /// When the last of the source's waiting posts is told.
  public var lastDue: Date?

  public init(bySource: Int = 0, byMerged: Int = 0, lastDue: Date? = nil) {
    self.bySource = bySource
    self.byMerged = byMerged
    self.lastDue = lastDue
  }
}

/// Decides who is told of new entries, and when: a newsroom's burst must not fill a follower's day.
///
/// Pure; aggregation rules 4.7.3 and 4.7.4. Times are in seconds.
public struct FloodControl: Sendable, Hashable {
  public static let day: TimeInterval = 86_400
  /// What is older is not told any more.
  private static let stale = 14 * day
  /// What is older is no news, and stays out of public timelines.
  private static let old = 3 * day
  /// So many entries of one document are told at once.
  private static let atOnce = 5
  /// The least time between two posts of a burst.
  private static let shortestGap: TimeInterval = 300
  private static let mostBySource = 12
  private static let mostByMerged = 60

  private let recent: RecentPosts
  /// Until the source is asked again.
  private let interval: TimeInterval
  private let now: Date

  public init(recent: RecentPosts, interval: TimeInterval, now: Date) {
    self.recent = recent
    self.interval = interval
    self.now = now
  }

  /// Says of each entry, given the dates that are shown, what becomes of it; the oldest is told first.
  public func publicity(ofEntriesPublished dates: [Date]) -> [Publicity] {
    var result = Array(repeating: Publicity.silent, count: dates.count)
    let fresh = dates.indices.filter { now.timeIntervalSince(dates[$0]) <= Self.stale }
      .sorted { (dates[$0], $0) < (dates[$1], $1) }
    let gap = max(Self.shortestGap, interval / Double(fresh.count + 1))
    let start = max(now, recent.lastDue ?? now)
    let room = max(0, Self.mostBySource - recent.bySource)
    let boosts = max(0, Self.mostByMerged - recent.byMerged)
    for (turn, index) in fresh.prefix(room).enumerated() {
      let late = turn - Self.atOnce + 1
      result[index] = .told(
        at: late > 0 ? start.addingTimeInterval(gap * Double(late)) : now,
        isUnlisted: now.timeIntervalSince(dates[index]) > Self.old, isBoosted: turn < boosts)
    }
    return result
  }
}
