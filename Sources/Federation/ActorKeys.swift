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
///
/// Another process may give an actor a new key: what the store says is read anew when it has changed.
public final class ActorKeys: Sendable {
  private let site: SiteProfile
  private let store: Store?
  private let generate: @Sendable () throws -> KeyPair
  private let queue = DispatchQueue(label: "coopwire.keys")
  /// Pairs in use, and those that were made but not kept yet.
  private let pairs = Mutex(Pairs())

  private struct Pairs {
    var known: [Handle: Known] = [:]
    var fresh: [Handle: KeyPair] = [:]
  }

  private struct Known {
    var pair: KeyPair
    /// As of when the store had the same one.
    var revision: Revision?
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

  /// A pair that no actor has yet.
  func freshPair() async throws -> KeyPair {
    try await withCheckedThrowingContinuation { continuation in
      queue.async { continuation.resume(with: Result { try self.generate() }) }
    }
  }

  private func pair(of handle: Handle, now: Date) async throws -> KeyPair {
    let revision = store?.revision
    let known = pairs.withLock { $0.known[handle] }
    if let known, known.revision == revision { return known.pair }
    if let key = try await store?.actorKey(of: handle.description) {
      if let known, known.pair.privatePEM == key.pem {
        pairs.withLock { $0.known[handle]?.revision = revision }
        return known.pair
      }
      return try remember(KeyPair(of: handle, privatePEM: key.pem), of: handle, at: revision)
    }
    let fresh = try await freshPair(of: handle)
    guard let store else { return remember(fresh, of: handle, at: revision) }
    let key = ActorKey(pem: fresh.privatePEM, created: now)
    let kept = try await store.keep(key, of: handle.description)
    return try remember(KeyPair(of: handle, privatePEM: kept.pem), of: handle, at: revision)
  }

  private func remember(_ pair: KeyPair, of handle: Handle, at revision: Revision?) -> KeyPair {
    pairs.withLock { pairs in
      pairs.fresh[handle] = nil
      pairs.known[handle] = Known(pair: pair, revision: revision)
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
    if let pair = pairs.withLock({ $0.known[handle]?.pair ?? $0.fresh[handle] }) { return pair }
    let pair = try generate()
    pairs.withLock { $0.fresh[handle] = pair }
    return pair
  }
}

extension ActorKeys {
  /// With what an actor signs.
  func signingKey(of handle: Handle, now: Date) async throws -> SigningKey {
    signingKey(of: handle, try await pair(of: handle, now: now))
  }

  /// With what an activity is signed.
  ///
  /// That an actor has a new key is said under the one its followers know; whoever does not take that
  /// has asked for the new one already.
  func signingKey(
    for activity: OutgoingActivity, tries: Int, now: Date
  ) async throws -> SigningKey {
    guard let handle = Handle(activity.actor) else {
      throw FederationError.unknownActor(handle: activity.actor)
    }
    if tries == 0, activity.kind == ActivityObject.Kind.update.rawValue, let store,
      activity.object == Address.actor(handle).url(at: site)
    {
      let former = try await store.formerKeys(of: activity.actor)
      if let key = former.first(where: { $0.retired == activity.made }) {
        return signingKey(of: handle, try KeyPair(of: handle, privatePEM: key.pem))
      }
    }
    return try await signingKey(of: handle, now: now)
  }

  private func signingKey(of handle: Handle, _ pair: KeyPair) -> SigningKey {
    SigningKey(
      id: Address.actor(handle).url(at: site) + "#main-key", privateKey: pair.privateKey)
  }
}
