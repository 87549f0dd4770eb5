import Federation
import Hummingbird
import Model
import Publishing
import Store

extension Site {
  /// WebFinger, host-meta, NodeInfo.
  func addDiscovery(to router: Router<SiteContext>) {
    let discovery = Discovery(site: profile, store: store)
    let wellKnown = "/.well-known/"
    // What strangers ask about is theirs to choose: nothing of it is remembered.
    router.show(RouterPath(wellKnown + "webfinger")) { request, _ in
      let name = DocumentName(kind: .discovery, path: wellKnown + "webfinger")
      return try await served(name, isRemembered: false) {
        try await discovery.webFinger(query: request.uri.query)
      }
    }
    addServed(to: router, wellKnown + "host-meta") { discovery.hostMeta() }
    addServed(to: router, wellKnown + "host-meta.json") { try discovery.hostMetaJSON() }
    addServed(to: router, wellKnown + "nodeinfo") { try discovery.nodeInfoLinks() }
    for version in NodeInfoVersion.allCases {
      addServed(to: router, version.path) { try await discovery.nodeInfo(version) }
    }
  }

  private func addServed(
    to router: Router<SiteContext>, _ path: String,
    make: @escaping @Sendable () async throws -> Document
  ) {
    router.show(RouterPath(path)) { _, _ in
      try await served(DocumentName(kind: .discovery, path: path), make: make)
    }
  }
}
