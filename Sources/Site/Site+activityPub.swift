import Federation
import Foundation
import HTTPTypes
import Hummingbird
import Model
import Publishing

extension Site {
  /// Everything below `/ap/`: the object to a server, its page to a person, 501 for what is posted.
  func addActivityPub(to router: Router<BasicRequestContext>) {
    router.answer("/ap/**", taking: [.post]) { request, _ in
      guard let address = Address(path: request.uri.path) else { throw HTTPError(.notFound) }
      guard let page = address.htmlTwin else { throw HTTPError.methods("POST") }
      switch Negotiation(AcceptHeader(request.headers[values: .accept]), for: .identifier) {
      case .activityPub:
        return try await object(at: address, query: request.uri.query).response(to: request)
      case .html: return .redirect(.seeOther, to: page)
      case .notAcceptable: throw HTTPError(.notAcceptable)
      }
    }
    router.post("/ap/**") { request, _ in
      guard let address = Address(path: request.uri.path) else { throw HTTPError(.notFound) }
      guard address.isInbox else { throw HTTPError.methods("GET, HEAD") }
      let document = try await reader.answer(to: address, now: now())
      return rendering(of: document, as: .activityPub).response(to: request)
    }
  }

  /// The page, or to another server the object that stands behind it, if one does.
  func negotiated(
    _ request: Request, _ address: Address?, page: () async throws -> Rendering?
  ) async throws -> Rendering? {
    let accept = AcceptHeader(request.headers[values: .accept])
    guard let address, Negotiation(accept, for: .page) == .activityPub else {
      return try await page()
    }
    let object = try await object(at: address, query: nil)
    return object.status == .notFound ? try await page() : object
  }

  /// The newest part of a collection is remembered; hardly anybody turns its pages.
  private func object(at address: Address, query: String?) async throws -> Rendering {
    let isOften = [nil, "page=true"].contains(query)
    let name = DocumentName(kind: .activityPub, path: address.path + (query.map { "?" + $0 } ?? ""))
    return try await served(name, isRemembered: isOften) {
      try await reader.answer(to: address, query: query, now: now())
    }
  }

  /// A document that is made once per change.
  func served(
    _ name: DocumentName, isRemembered: Bool = true, make: () async throws -> Document
  ) async throws -> Rendering {
    guard isRemembered else { return rendering(of: try await make(), as: name.kind) }
    let found = try await renderings.rendering(name, at: revision(for: name.kind), now: now()) {
      rendering(of: try await make(), as: name.kind)
    }
    guard let found else { throw HTTPError(.notFound) }
    return found
  }

  private func rendering(of document: Document, as kind: DocumentKind) -> Rendering {
    var fields = kind.fields
    let isOurFault = document.status >= 500
    fields[.cacheControl] = isOurFault ? "no-cache" : "public, max-age=\(document.maxAge)"
    let rendered = Rendered(
      body: document.body, contentType: document.contentType, lastModified: document.lastModified)
    return Rendering(rendered, status: .init(code: document.status), fields: fields)
  }
}
