public import Foundation
public import Model
public import Store
import Synchronization

/// The key pairs of our actors.
///
/// A pair is made when an actor's document is first asked for, because making one takes a tenth of a
/// second. That happens on a queue of its own, one pair at a time: no thread that answers requests
/// waits for it, and two first requests for one actor find the same pair. In a preview the pairs live
/// as long as the process.
public final class ActorKeys: Sendable {
  private let site: SiteProfile
  private let store: Store?
  private let generate: @Sendable () throws -> KeyPair
  private let queue = DispatchQueue(label: "coopwire.keys")
  /// Pairs in use, and those that were made but not kept yet.
  private let pairs = Mutex(Pairs())

  private struct Pairs {
    var known: [Handle: KeyPair] = [:]
    var fresh: [Handle: KeyPair] = [:]
  }

  public convenience init(site: SiteProfile, store: Store) {
    self.init(site: site, store: site.isPublic ? store : nil) { try KeyPair.generate() }
  }

  /// - Parameter store: where pairs are kept; `nil` in a preview.
  init(
    site: SiteProfile, store: Store?, generate: @escaping @Sendable () throws -> KeyPair
  ) {
    self.site = site
    self.store = store
    self.generate = generate
  }

  /// What others check an actor's signatures with, as text (SPKI, RFC 7468).
  public func publicPEM(of handle: Handle, now: Date) async throws -> String {
    try await pair(of: handle, now: now).publicPEM
  }

  /// With what an actor signs.
  func signingKey(of handle: Handle, now: Date) async throws -> SigningKey {
    SigningKey(
      id: Address.actor(handle).url(at: site) + "#main-key",
      privateKey: try await pair(of: handle, now: now).privateKey)
  }

  private func pair(of handle: Handle, now: Date) async throws -> KeyPair {
    if let pair = pairs.withLock({ $0.known[handle] }) { return pair }
    if let key = try await store?.actorKey(of: handle.description) {
      return try remember(KeyPair(of: handle, privatePEM: key.pem), of: handle)
    }
    let fresh = try await freshPair(of: handle)
    guard let store else { return remember(fresh, of: handle) }
    let key = ActorKey(pem: fresh.privatePEM, created: now)
    let kept = try await store.keep(key, of: handle.description)
    return try remember(KeyPair(of: handle, privatePEM: kept.pem), of: handle)
  }

  private func remember(_ pair: KeyPair, of handle: Handle) -> KeyPair {
    pairs.withLock { pairs in
      pairs.fresh[handle] = nil
      pairs.known[handle] = pair
    }
    return pair
  }

  private func freshPair(of handle: Handle) async throws -> KeyPair {
    try await withCheckedThrowingContinuation { continuation in
      queue.async {
        continuation.resume(with: Result { try self.freshPairInTurn(of: handle) })
      }
    }
  }

  /// The pair another caller had made while this one stood in the queue, else a new one.
  private func freshPairInTurn(of handle: Handle) throws -> KeyPair {
    if let pair = pairs.withLock({ $0.known[handle] ?? $0.fresh[handle] }) { return pair }
    let pair = try generate()
    pairs.withLock { $0.fresh[handle] = pair }
    return pair
  }
}
