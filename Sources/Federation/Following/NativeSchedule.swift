import Foundation
import Store

/// Decides whether an article is asked for the post that it may be; pure.
///
/// Most sources do not federate: one article in a week shows whether one does.
struct NativeSchedule: Sendable {
  /// Whether the list names an account of the source.
  var hasAccount: Bool
  var probe: NativeProbe?
  var now: Date

  private static let week: TimeInterval = 7 * 86_400
  private static let day: TimeInterval = 86_400

  /// Whether the source itself is to be looked at again, by means of this article.
  var isProbeDue: Bool { probe.map { $0.nextCheck <= now } ?? true }

  /// Whether the source is known to tell its articles itself.
  var expects: Bool { hasAccount || probe?.isNative == true }

  var mustAsk: Bool { expects || isProbeDue }

  /// What is known afterwards; nothing new where another article was the probe.
  ///
  /// - Parameter found: whether the article is a post; `nil` where its server did not say.
  func outcome(_ found: Bool?) -> NativeProbe? {
    guard isProbeDue || found == true && probe?.isNative == false else { return nil }
    guard let found else {
      return NativeProbe(
        isNative: probe?.isNative ?? false, nextCheck: now.addingTimeInterval(Self.day))
    }
    return NativeProbe(isNative: found, nextCheck: now.addingTimeInterval(Self.week))
  }
}
