import Federation
import Foundation
import HTTPTypes
import Hummingbird
import Model
import Publishing

extension Site {
  /// Everything below `/ap/`: the object to a server, its page to a person, 501 for what is posted.
  func addActivityPub(to router: Router<BasicRequestContext>) {
    router.show("/ap/**") { request, _ in
      guard let address = Address(path: request.uri.path) else { throw HTTPError(.notFound) }
      if address.isInbox { throw HTTPError(.methodNotAllowed, headers: [.allow: "POST"]) }
      let accept = AcceptHeader(request.headers[values: .accept])
      switch Negotiation(accept, for: .identifier) {
      case .activityPub: return try await object(at: address, query: request.uri.query)
      case .html: throw HTTPError(.seeOther, headers: [.location: address.htmlTwin ?? "/"])
      case .notAcceptable: throw HTTPError(.notAcceptable)
      }
    }
    router.post("/ap/**") { request, _ in
      guard let address = Address(path: request.uri.path) else { throw HTTPError(.notFound) }
      guard address.isInbox else {
        throw HTTPError(.methodNotAllowed, headers: [.allow: "GET, HEAD"])
      }
      let document = try await reader.answer(to: address, now: now())
      return rendering(of: document, as: .activityPub).response(to: request)
    }
  }

  /// WebFinger, host-meta, NodeInfo.
  func addDiscovery(to router: Router<BasicRequestContext>) {
    router.show("/.well-known/webfinger") { request, _ in
      try await served("webfinger \(request.uri.query ?? "")") {
        try await discovery.webFinger(query: request.uri.query)
      }
    }
    router.show("/.well-known/host-meta") { _, _ in
      try await served("host-meta") { discovery.hostMeta() }
    }
    router.show("/.well-known/host-meta.json") { _, _ in
      try await served("host-meta.json") { try discovery.hostMetaJSON() }
    }
    router.show("/.well-known/nodeinfo") { _, _ in
      try await served("nodeinfo") { try discovery.nodeInfoLinks() }
    }
    for version in NodeInfoVersion.allCases {
      router.show("/nodeinfo/\(version.rawValue)") { _, _ in
        try await served("nodeinfo \(version.rawValue)") { try await discovery.nodeInfo(version) }
      }
    }
  }

  /// The page, or to another server the object that stands behind it.
  func negotiated(
    _ request: Request, _ address: Address?, page: () async throws -> Rendering?
  ) async throws -> Rendering? {
    let accept = AcceptHeader(request.headers[values: .accept])
    guard let address, Negotiation(accept, for: .page) == .activityPub else {
      return try await page()
    }
    return try await object(at: address, query: nil)
  }

  private var discovery: Discovery { Discovery(site: profile, store: store) }

  private func object(at address: Address, query: String?) async throws -> Rendering {
    try await served("\(address.path)?\(query ?? "")") {
      try await reader.answer(to: address, query: query, now: now())
    }
  }

  /// A document that is made once per change; what is not there is not remembered.
  private func served(
    _ name: String, make: () async throws -> Document
  ) async throws -> Rendering {
    var missing: Rendering?
    let found = try await renderings.rendering(name, at: revision(for: .activityPub), now: now()) {
      let document = try await make()
      let rendering = rendering(of: document, as: .activityPub)
      if document.status == 200 { return rendering }
      missing = rendering
      return nil
    }
    guard let answer = found ?? missing else { throw HTTPError(.notFound) }
    return answer
  }

  private func rendering(of document: Document, as kind: DocumentKind) -> Rendering {
    var fields = kind.fields
    fields[.cacheControl] = "public, max-age=\(document.maxAge)"
    let rendered = Rendered(
      body: document.body, contentType: document.contentType, lastModified: document.lastModified)
    return Rendering(rendered, status: .init(code: document.status), fields: fields)
  }
}
