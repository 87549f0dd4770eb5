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

  /// What stands at an id: 200, 404, 410 with a Tombstone, and 501 for inboxes, which take nothing yet.
  ///
  /// - Parameter query: what follows the `?`, as it came; only collections read it.
  public func answer(to address: Address, query: String? = nil, now: Date) async throws -> Document
  {
    try .notFound()
  }
}
