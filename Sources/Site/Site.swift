public import Federation
public import Foundation
public import Hummingbird
public import Model
public import Publishing
public import Store

/// Everything that is answered over HTTP: routes, negotiation and caching headers, no logic of its own.
public struct Site: Sendable {
  let profile: SiteProfile
  let store: Store
  let pages: Pages
  let reader: ActivityPubReader
  /// What takes activities; `nil` in a preview.
  let inbox: Inbox?
  let clients: ClientAddress
  let assets: Assets
  let now: @Sendable () -> Date
  let random: @Sendable () -> UInt64
  let renderings = Renderings()
  /// When an index without entries counts as changed.
  let started: Date

  /// - Parameter isTrustedProxy: whether an address is that of a proxy which says truly for whom it asks.
  public init(
    profile: SiteProfile, store: Store, pages: Pages, reader: ActivityPubReader,
    inbox: Inbox? = nil, assets: Assets,
    isTrustedProxy: @escaping @Sendable (String) -> Bool = { _ in false },
    now: @escaping @Sendable () -> Date,
    random: @escaping @Sendable () -> UInt64 = { .random(in: .min ... .max) }
  ) {
    self.profile = profile
    self.store = store
    self.pages = pages
    self.reader = reader
    self.inbox = inbox
    clients = ClientAddress(isTrusted: isTrustedProxy)
    self.assets = assets
    self.now = now
    self.random = random
    started = now()
  }

  /// All routes.
  public func router() -> Router<SiteContext> {
    let router = Router(context: SiteContext.self)
    router.add(middleware: BodyLimit(isReceiving: inbox != nil))
    router.add(middleware: ErrorPages(pages: pages))
    router.add(middleware: TidyPath())
    addFeeds(to: router)
    addPages(to: router)
    addDiscovery(to: router)
    addActivityPub(to: router)
    addHealth(to: router)
    addAssets(to: router)
    return router
  }

  /// A document that is rendered once per change and then served from memory.
  func remembered(
    _ name: DocumentName, render: () async throws -> Rendered?
  ) async throws -> Rendering? {
    try await renderings.rendering(name, at: revision(for: name.kind), now: now()) {
      try await render().map { Rendering($0, fields: name.kind.fields) }
    }
  }

  /// Pages say how sources are doing, objects how they were received; what does not need not change with it.
  func revision(for kind: DocumentKind) -> Revision {
    var revision = store.revision
    if !kind.isForPeople { revision.sources = 0 }
    if !kind.showsReactions { revision.reactions = 0 }
    return revision
  }

  func directory() async throws -> Directory {
    try await renderings.directory(at: store.revision) {
      Directory(sources: try await store.sources(), folders: try await store.folders())
    }
  }
}
