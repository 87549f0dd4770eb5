public import Foundation
public import Model
public import Store

/// What the operator has an actor do once in its life: move, end, take a new key.
///
/// All of it is written at once; a running `Courier` then tells the followers.
public struct Farewells: Sendable {
  private let site: SiteProfile
  private let store: Store
  private let keys: ActorKeys

  public init(site: SiteProfile, store: Store, keys: ActorKeys) {
    self.site = site
    self.store = store
    self.keys = keys
  }

  /// Has the followers of an actor follow another account; ours says nothing any more.
  ///
  /// - Parameters:
  ///   - target: the id of that account.
  ///   - aliases: what that account says it is also known as; it must name our actor, or other servers
  ///     ignore the move.
  /// - Throws: `FederationError.unknownActor`, `.notAnAlias`, `.alreadyMoved`, `.isServer`; `StoreError`
  public func move(
    _ handle: Handle, to target: String, alsoKnownAs aliases: [String], now: Date
  ) async throws {
    try await checkMayMove(handle)
    let name = handle.description
    guard aliases.contains(Address.actor(handle).url(at: site)) else {
      throw FederationError.notAnAlias(handle: name, target: target)
    }
    let activity = try ActivityWriter(site: site, now: now).move(handle, to: target)
    // Somebody else may have moved or ended it meanwhile.
    if try await !store.move(name, to: target, activity) { try await checkMayMove(handle) }
  }

  private func checkMayMove(_ handle: Handle) async throws {
    let name = handle.description
    guard handle != .instance else { throw FederationError.isServer(handle: name) }
    guard let actor = try await ActorDirectory(store: store).actor(handle) else {
      throw FederationError.unknownActor(handle: name)
    }
    if let movedTo = actor.movedTo {
      throw FederationError.alreadyMoved(handle: name, target: movedTo)
    }
  }

  /// The same for an account such as `@coop@social.example`, which is looked up.
  ///
  /// - Returns: the id of the account.
  /// - Throws: as above; `FederationError.targetMoved`; a sentence where the account cannot be found, or
  ///   is gone.
  public func move(
    _ handle: Handle, toAccount account: String, in documents: RemoteDocuments, now: Date
  ) async throws -> String {
    try await checkMayMove(handle)
    // Its owner may have named ours a moment ago, in answer to us.
    let target = try await documents.actor(account: account, refreshing: true)
    if let onward = target.movedTo {
      throw FederationError.targetMoved(
        handle: handle.description, target: target.id, onward: onward)
    }
    try await move(handle, to: target.id, alsoKnownAs: target.alsoKnownAs, now: now)
    return target.id
  }

  /// Ends an actor for ever: other servers forget it and never take it back.
  ///
  /// - Throws: `FederationError.unknownActor`, `.isServer`; `StoreError`
  public func delete(_ handle: Handle, now: Date) async throws {
    guard handle != .instance else { throw FederationError.isServer(handle: handle.description) }
    guard try await ActorDirectory(store: store).actor(handle) != nil else {
      throw FederationError.unknownActor(handle: handle.description)
    }
    let activity = try ActivityWriter(site: site, now: now).delete(handle)
    guard try await store.delete(handle.description, activity) else {
      throw FederationError.unknownActor(handle: handle.description)
    }
  }

  /// Gives an actor a new key; its followers hear of it under the old one.
  ///
  /// - Throws: `FederationError.unknownActor`; `StoreError`
  public func rotateKey(of handle: Handle, now: Date) async throws {
    let directory = ActorDirectory(store: store)
    guard let actor = try await directory.actor(handle) else {
      throw FederationError.unknownActor(handle: handle.description)
    }
    // An actor that nobody has asked for has no key yet.
    _ = try await keys.publicPEM(of: handle, now: now)
    let fresh = try await keys.freshPair()
    let document = ActorWriter(site: site).object(
      of: actor, publicPEM: fresh.publicPEM,
      founded: actor.isOurOwn ? try await directory.founded() : nil)
    let activity = try ActivityWriter(site: site, now: now).update(document, of: handle)
    let key = ActorKey(pem: fresh.privatePEM, created: now)
    try await store.rotate(key, of: handle.description, activity)
  }
}
