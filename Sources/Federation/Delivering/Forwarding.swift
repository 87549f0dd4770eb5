import Foundation
import Store

/// Looks for those whose inbox is gone (federation rule 3).
struct Forwarding: Sendable {
  let store: Store
  let now: @Sendable () -> Date
  /// Looks a follower up anew.
  let look: @Sendable (String) async -> Whereabouts

  /// How often a shared inbox is tried before it is given up: for a day.
  private static let sharedTries = 8
  /// How many followers behind one inbox are looked up; a personal inbox has one.
  private static let most = 3

  /// Whether nobody is there any more.
  static func isNeeded(for result: DeliveryResult) -> Bool {
    result.verdict == .failed && [404, 410].contains(result.status)
  }

  /// The result with the inboxes it is to go to instead, where there are any.
  ///
  /// A shared inbox that is gone is parted into the personal ones; a follower whose own inbox is gone
  /// is looked up, and forgotten if there is no such account any more.
  func forwarded(_ result: DeliveryResult) async throws(StoreError) -> DeliveryResult {
    guard Self.isNeeded(for: result) else { return result }
    var result = result
    let inbox = result.delivery.inbox
    if try await store.isShared(inbox) {
      if let date = secondChance(for: result) {
        result.verdict = .retry(at: date)
        return result
      }
      let own = try await store.part(inbox, insteadOf: result.delivery, now: now())
      if !own.isEmpty { result.verdict = .redirected(to: own) }
      return result
    }
    var found: [InboxAddress] = []
    for id in try await store.owners(of: inbox).prefix(Self.most) {
      switch await look(id) {
      case .gone: try await store.removeFollower(everywhere: id)
      case .missing: try await store.missFollower(id, now: now())
      case .found(let own, let target):
        try await store.moveFollower(id, to: own, target: target.url)
        if own != inbox, target != inbox { found.append(target) }
      case .unknown: continue
      }
    }
    if !found.isEmpty { result.verdict = .redirected(to: found) }
    return result
  }

  /// When a shared inbox is tried again that is not found: everybody on a server is behind it, and it may be
  /// there again tomorrow.
  private func secondChance(for result: DeliveryResult) -> Date? {
    let tries = result.delivery.attempt + 1
    guard result.status == 404, tries < Self.sharedTries else { return nil }
    return RetrySchedule.next(after: tries, now: now(), random: 0.5)
  }
}
