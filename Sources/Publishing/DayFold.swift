import Foundation
import Model

/// Entries by day, so that no source drowns the others: its fourth and later of one day are folded.
///
/// Pure. A day is that under which an entry is sorted, in the zone of `dates`.
struct DayFold: Sendable, Hashable {
  enum Item: Sendable, Hashable {
    case entry(IndexEntry)
    /// What more one source told that day, newest first.
    case more(Source.ID, [IndexEntry])
  }

  struct Day: Sendable, Hashable {
    /// An instant of the day.
    var date: Date
    var items: [Item]
  }

  /// How many entries of a source one day shows openly.
  static let limit = 3

  private(set) var days: [Day] = []

  /// - Parameter folds: `false` for the page of one source, which is all its own.
  init(_ entries: [IndexEntry], dates: DateWords, folds: Bool = true) {
    var day: [IndexEntry] = []
    for entry in entries {
      if let last = day.last, dates.dayNumber(last.id.time) != dates.dayNumber(entry.id.time) {
        close(day, folds: folds)
        day.removeAll(keepingCapacity: true)
      }
      day.append(entry)
    }
    close(day, folds: folds)
  }

  private mutating func close(_ entries: [IndexEntry], folds: Bool) {
    guard let first = entries.first else { return }
    guard folds else {
      days.append(Day(date: first.id.time, items: entries.map(Item.entry)))
      return
    }
    var shown: [Source.ID: Int] = [:]
    var folded: [Source.ID: [IndexEntry]] = [:]
    for entry in entries {
      shown[entry.sourceID, default: 0] += 1
      if shown[entry.sourceID, default: 0] > Self.limit {
        folded[entry.sourceID, default: []].append(entry)
      }
    }
    days.append(Day(date: first.id.time, items: Self.items(entries, folded: folded)))
  }

  /// A fold stands where its first entry stood.
  private static func items(
    _ entries: [IndexEntry], folded: [Source.ID: [IndexEntry]]
  ) -> [Item] {
    let hidden = Set(folded.values.flatMap { $0.map(\.id) })
    return entries.compactMap { entry in
      guard hidden.contains(entry.id) else { return .entry(entry) }
      guard let more = folded[entry.sourceID], more.first?.id == entry.id else { return nil }
      return .more(entry.sourceID, more)
    }
  }
}
