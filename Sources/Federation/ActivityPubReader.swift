public import Model
public import Store

public import struct Foundation.Date

/// Answers whoever reads our actors, notes and collections.
///
/// Whatever is not to be seen (a hidden entry, a source that is kept off the Fediverse) is answered
/// like what never was, in every representation.
public struct ActivityPubReader: Sendable {
  let site: SiteProfile
  let store: Store
  let keys: ActorKeys

  public init(site: SiteProfile, store: Store, keys: ActorKeys) {
    self.site = site
    self.store = store
    self.keys = keys
  }

  var directory: ActorDirectory { ActorDirectory(store: store) }
  var finder: NoteFinder { NoteFinder(store: store) }

  /// What stands at an id: 200, 404, 410 with a Tombstone, and 501 for inboxes, which take nothing here.
  ///
  /// - Parameter query: what follows the `?`, as it came; only collections read it.
  public func answer(to address: Address, query: String? = nil, now: Date) async throws -> Document
  {
    let query = QueryParameters(query)
    switch address {
    case .sharedInbox: return try .notImplemented()
    case .actor(let handle), .inbox(let handle), .outbox(let handle), .followers(let handle),
      .following(let handle), .featured(let handle), .featuredTags(let handle),
      .formerKey(let handle, _):
      guard let actor = try await directory.actor(handle) else {
        return try await removed(address, handle)
      }
      return try await answer(to: address, of: actor, query, now: now)
    case .note(let name), .create(let name), .replies(let name), .likes(let name),
      .shares(let name), .context(let name):
      return try await answer(to: address, of: name, now: now)
    case .announce(let handle, let id):
      return try await announce(by: handle, of: id, now: now)
    case .activity: return try await activity(address)
    }
  }

  /// Whether an actor or a note stands there, so that its page may name it as its alternate.
  public func holds(_ address: Address) async throws -> Bool {
    switch address {
    case .actor(let handle):
      return try await directory.actor(handle) != nil
    case .note(.entry(let id)):
      guard case .found = try await finder.told(id) else { return false }
      return true
    default: return false
    }
  }

  func answer(
    to address: Address, of actor: LocalActor, _ query: QueryParameters, now: Date
  ) async throws -> Document {
    switch address {
    case .actor: try await document(of: actor, now: now)
    case .inbox: try .notImplemented()
    case .outbox: try await outbox(of: actor, query, now: now)
    case .featured: try await featured(of: actor, now: now)
    case .featuredTags: try Document(collection(address, items: []))
    case .formerKey(_, let number): try await formerKey(number, of: actor)
    default: try await followers(address, query)
    }
  }

  private func document(of actor: LocalActor, now: Date) async throws -> Document {
    let founded = actor.isOurOwn ? try await directory.founded() : nil
    let pem = try await keys.publicPEM(of: actor.handle, now: now)
    let object = ActorWriter(site: site).object(of: actor, publicPEM: pem, founded: founded)
    return try Document(object)
  }

  func url(_ address: Address) -> String { address.url(at: site) }
}
