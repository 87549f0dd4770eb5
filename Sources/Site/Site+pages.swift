import Federation
import Foundation
import Hummingbird
import Model
import Publishing
import Store

extension Site {
  /// How many entries stand on one page.
  static let pageLength = 60

  /// What people read: the river, the same filtered, entries, sources, search, about.
  func addPages(to router: Router<SiteContext>) {
    addLists(to: router)
    router.show("/e/{entry}") { request, context in
      guard let id = EntryID(try context.decoded("entry")) else { return nil }
      return try await negotiated(request, .note(.entry(id))) { try await entry(id) }
    }
    router.show("/search") { request, _ in try await search(request) }
    addPlain(to: router, "/sources", .page) {
      pages.sources(try await directory(), now: now())
    }
    addPlain(to: router, Address.page(of: .instance), .page, as: .actor(.instance)) {
      pages.about(
        try await directory(), alternates: try await alternates(of: .actor(.instance)))
    }
    addPlain(to: router, "/robots.txt", .file) { Reservation.robots(for: profile) }
    addPlain(to: router, "/.well-known/tdmrep.json", .file) { Reservation.tdmrep() }
  }

  /// - Parameter address: what another server gets there.
  private func addPlain(
    to router: Router<SiteContext>, _ path: String, _ kind: DocumentKind,
    as address: Address? = nil, render: @escaping @Sendable () async throws -> Rendered
  ) {
    router.show(RouterPath(path)) { request, _ in
      try await negotiated(request, address) {
        try await remembered(DocumentName(kind: kind, path: path), render: render)
      }
    }
  }

  private func entry(_ id: EntryID) async throws -> Rendering? {
    try await remembered(DocumentName(kind: .page, path: "/e/\(id)")) {
      guard let entry = try await store.entry(id) else {
        guard case .removed = try await store.status(of: id) else { return nil }
        throw HTTPError(.gone)
      }
      return pages.entry(
        entry, directory: try await directory(), conversation: try await conversation(id),
        alternates: try await alternates(of: .note(.entry(id))))
    }
  }

  private static let mostAnswers = 100

  /// What people on the Fediverse did with an entry.
  private func conversation(_ id: EntryID) async throws -> Conversation {
    let note = NoteName.entry(id).description
    let tally = try await store.tallies(of: [note])[note] ?? NoteTally()
    let answers = try await store.shownReplies(to: note, limit: Self.mostAnswers).map { reply in
      Conversation.Answer(
        account: reply.account, url: reply.url, html: reply.content, published: reply.published)
    }
    return Conversation(likes: tally.likes, shares: tally.shares, answers: answers)
  }

  /// Another form of what a page shows, if there is one: its ActivityPub object.
  func alternates(of address: Address?) async throws -> [Rendered.Link] {
    guard let address, try await reader.holds(address) else { return [] }
    return [
      Rendered.Link(
        url: address.url(at: profile), rel: "alternate", type: "application/activity+json")
    ]
  }

  /// Searching is not remembered: hardly anybody asks the same twice, and a stranger must not fill the memory.
  private func search(_ request: Request) async throws -> Rendering? {
    let part = try ListRequest(request)
    let query = SearchQuery(request.uri.query)
    let results =
      query.isBlank
      ? nil : try await store.search(query.words, at: part.position, limit: Self.pageLength)
    let page = pages.search(
      query.words, results: results, position: part.position, directory: try await directory())
    return Rendering(page, fields: DocumentKind.page.fields)
  }
}
