import Federation
import Foundation
import Hummingbird
import Model
import Publishing
import Store

extension Site {
  /// How many entries stand on one page.
  static let pageLength = 60

  /// What people read: the river, the same filtered, sources, entries, search, about.
  func addPages(to router: Router<BasicRequestContext>) {
    router.show("/") { request, _ in
      try await negotiated(request, .actor(.merged)) {
        try await list(request, named: "/") { _ in .river }
      }
    }
    router.show("/c/{folder}") { request, context in
      let slug = try context.parameters.require("folder")
      return try await list(request, named: "c/\(slug)") { $0.subject(folder: slug) }
    }
    router.show("/tags/{tag}") { request, context in
      guard let tag = TagName(try context.parameters.require("tag")) else { return nil }
      return try await list(request, named: "tags/\(tag)") { _ in .tag(tag.description) }
    }
    router.show("/@{handle}") { request, context in
      let handle = try context.parameters.require("handle").lowercased()
      return try await negotiated(request, Handle(handle).map(Address.actor)) {
        try await list(request, named: "@\(handle)") { $0.subject(handle: handle) }
      }
    }
    router.show("/e/{entry}") { request, context in
      guard let id = EntryID(try context.parameters.require("entry")) else { return nil }
      return try await negotiated(request, .note(.entry(id))) {
        try await entry(id)
      }
    }
    router.show("/sources") { _, _ in
      try await remembered("sources", .page) { pages.sources(try await directory(), now: now()) }
    }
    router.show("/about") { _, _ in
      try await remembered("about", .page) { pages.about(try await directory()) }
    }
    router.show("/search") { request, _ in try await search(request) }
    router.show("/robots.txt") { _, _ in
      try await remembered("robots", .asset) { Reservation.robots(for: profile) }
    }
    router.show("/.well-known/tdmrep.json") { _, _ in
      try await remembered("tdmrep", .asset) { Reservation.tdmrep() }
    }
  }

  private func list(
    _ request: Request, named name: String, of subject: (Directory) -> Listing.Subject?
  ) async throws -> Rendering? {
    let wanted = try ListRequest(request)
    return try await remembered("\(name) \(wanted.name)", .page) {
      let directory = try await directory()
      guard let subject = subject(directory) else { return nil }
      let listing = Listing(subject, language: wanted.language)
      guard let list = listing.list else { return nil }
      let page = try await store.page(of: list, at: wanted.position, limit: Self.pageLength)
      if case .tag = subject, page.entries.isEmpty { return nil }
      if case .source(let source) = subject {
        return pages.source(
          source, page: page, position: wanted.position, directory: directory,
          language: wanted.language, alternates: alternates(ofActor: source), now: now())
      }
      return pages.list(
        listing, page: page, position: wanted.position, directory: directory, now: now())
    }
  }

  private func entry(_ id: EntryID) async throws -> Rendering? {
    try await remembered("entry \(id)", .page) {
      guard let entry = try await store.entry(id) else { return nil }
      let object = Rendered.Link(
        url: Address.note(.entry(id)).url(at: profile), rel: "alternate", type: "application/activity+json")
      return pages.entry(entry, directory: try await directory(), alternates: [object])
    }
  }

  /// The actor behind a source's page, if it has one.
  private func alternates(ofActor source: Source) -> [Rendered.Link] {
    guard source.subscription.federation != .off, source.subscription.account == nil,
      let handle = Handle(source.handle)
    else { return [] }
    return [
      Rendered.Link(
        url: Address.actor(handle).url(at: profile), rel: "alternate",
        type: "application/activity+json")
    ]
  }

  /// Searching is not remembered: hardly anybody asks the same twice, and a stranger must not fill the memory.
  private func search(_ request: Request) async throws -> Rendering? {
    let wanted = try ListRequest(request)
    let query = String((request.uri.queryParameters["q"] ?? "").prefix(200))
    let results =
      query.allSatisfy(\.isWhitespace)
      ? nil : try await store.search(query, at: wanted.position, limit: Self.pageLength)
    let page = pages.search(
      query, results: results, position: wanted.position, directory: try await directory())
    return Rendering(page, fields: DocumentKind.page.fields)
  }
}
