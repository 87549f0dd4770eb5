public import Model
public import Store

/// How others find out who is here: WebFinger, host-meta and NodeInfo.
public struct Discovery: Sendable {
  let site: SiteProfile
  let store: Store

  public init(site: SiteProfile, store: Store) {
    self.site = site
    self.store = store
  }

  /// `/.well-known/webfinger` (RFC 7033): 200, 400, 404.
  ///
  /// - Parameter query: what follows the `?`, as it came.
  public func webFinger(query: String?) async throws -> Document { try .notFound() }

  /// `/.well-known/host-meta` (RFC 6415): where WebFinger is.
  public func hostMeta() -> Document { Document(contentType: "", body: [], maxAge: 0) }

  /// `/.well-known/host-meta.json`.
  public func hostMetaJSON() throws -> Document { try .notFound() }

  /// `/.well-known/nodeinfo`: where the documents are.
  public func nodeInfoLinks() throws -> Document { try .notFound() }

  /// `/nodeinfo/2.0` and `/nodeinfo/2.1`.
  public func nodeInfo(_ version: NodeInfoVersion) async throws -> Document { try .notFound() }
}
