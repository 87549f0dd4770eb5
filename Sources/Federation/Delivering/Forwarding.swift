import Foundation
import Store

/// Looks for those whose inbox is gone (federation rule 3).
struct Forwarding: Sendable {
  let store: Store
  let now: @Sendable () -> Date
  /// Looks a follower up anew.
  let look: @Sendable (String) async -> Whereabouts

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
        guard own != inbox, target != inbox else { continue }
        try await store.moveFollower(id, to: own, target: target.url)
        found.append(target)
      case .unknown: continue
      }
    }
    if !found.isEmpty { result.verdict = .redirected(to: found) }
    return result
  }
}
