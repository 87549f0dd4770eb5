import Federation
import Foundation
import HTTPTypes
import Hummingbird
import Model
import NIOCore
import Publishing

extension Site {
  /// Everything below `/ap/`: the object to a server, its page to a person, what is posted to an inbox..
  func addActivityPub(to router: Router<SiteContext>) {
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
    router.post("/ap/**") { request, context in
      guard let address = Address(path: request.uri.path) else { throw HTTPError(.notFound) }
      guard address.isInbox else { throw HTTPError.methods("GET, HEAD") }
      guard let inbox else {
        let document = try await reader.answer(to: address, now: now())
        return rendering(of: document, as: .activityPub).response(to: request)
      }
      let received = try await Self.received(request)
      let client = clients.client(of: request, context)
      return Self.response(try await inbox.receive(received, at: address, from: client))
    }
  }

  /// The request as it was signed, read to its end.
  private static func received(_ request: Request) async throws -> ReceivedRequest {
    guard BodyLimit.isRead(request) else { throw HTTPError(.contentTooLarge) }
    let body: ByteBuffer
    do {
      body = try await request.body.collect(upTo: Inbox.bodyLimit)
    } catch is NIOTooManyBytesError {
      // Whoever sends without end is not listened to any longer.
      throw HTTPError(.contentTooLarge, headers: [.connection: "close"])
    }
    var headers = request.headers.map { (name: $0.name.rawName, value: $0.value) }
    if let host = request.head.authority {
      headers.append((name: "host", value: host))
    }
    return ReceivedRequest(
      method: request.method.rawValue, target: request.head.path ?? request.uri.path,
      headers: headers, body: Array(buffer: body))
  }

  /// What an inbox answers is for nobody but whoever asked.
  private static func response(_ document: Document) -> Response {
    var fields: HTTPFields = [.cacheControl: "no-store", .xContentTypeOptions: "nosniff"]
    if !document.body.isEmpty { fields[.contentType] = document.contentType }
    fields[.retryAfter] = document.retryAfter.map(String.init)
    return Response(
      status: .init(code: document.status), headers: fields,
      body: .init(byteBuffer: ByteBuffer(bytes: document.body)))
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
