public import Foundation
public import Model

/// Which entries stand in one document of a merged feed; pure.
///
/// The newest document holds everything of the last 48 hours, at least 50 and at most 200 entries, so
/// that a reader who asks twice a day misses nothing. Older ones follow by key in fixed portions.
public enum FeedWindow {
  public static let atLeast = 50
  public static let atMost = 200
  private static let span: TimeInterval = 48 * 3600

  /// How many entries to read for a document, that its window can be cut from them.
  public static func limit(for position: ListPosition) -> Int {
    position == .newest ? atMost : atLeast
  }

  /// Cuts the window from a page of `limit(for:)` entries.
  public static func cut(_ page: EntryPage, at position: ListPosition, now: Date) -> EntryPage {
    let start = now.addingTimeInterval(-span)
    let recent =
      position == .newest ? page.entries.prefix { $0.id.time >= start }.count : 0
    let count = min(max(recent, atLeast), limit(for: position))
    guard page.entries.count > count else { return page }
    return EntryPage(
      entries: Array(page.entries.prefix(count)), hasOlder: true, hasNewer: page.hasNewer)
  }
}
