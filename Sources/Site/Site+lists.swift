import Federation
import Hummingbird
import Model
import Publishing
import Store

extension Site {
  /// The river, folders, tags, and what stands under a handle.
  func addLists(to router: Router<SiteContext>) {
    router.show("/") { request, _ in
      try await negotiated(request, .actor(.merged)) {
        try await list(request, at: "/") { _ in .river }
      }
    }
    router.show("/c/{folder}") { request, context in
      let slug = try context.decoded("folder")
      return try await list(request, at: "/c/\(slug)") { $0.subject(folder: slug) }
    }
    router.show("/tags/{tag}") { request, context in
      guard let tag = TagName(try context.decoded("tag")) else { return nil }
      return try await list(request, at: "/tags/\(tag)") { _ in .tag(tag.description) }
    }
    router.answer("/@{handle}") { request, context in try await page(of: context.handle(), request)
    }
  }

  /// What stands under a handle; the page of the server's own actor is the one about the server.
  private func page(of handle: String, _ request: Request) async throws -> Response {
    let path = "/@" + handle
    let rendering = try await negotiated(request, Handle(handle).map(Address.actor)) {
      if let list = try await list(request, at: path, of: { $0.subject(handle: handle) }) {
        return list
      }
      return try await ended(handle, at: path)
    }
    if let rendering { return rendering.response(to: request) }
    guard handle == Handle.instance.description else { throw HTTPError(.notFound) }
    return .redirect(.seeOther, to: Address.page(of: .instance))
  }

  /// What stands under the handle of a folder that is not listed any more.
  private func ended(_ handle: String, at path: String) async throws -> Rendering? {
    try await remembered(DocumentName(kind: .page, path: path)) {
      guard let folder = try await store.folder(handle: handle), folder.retired != nil else {
        return nil
      }
      let actor = Handle(handle).map(Address.actor)
      return pages.ended(folder, at: path, alternates: try await alternates(of: actor))
    }
  }

  private func list(
    _ request: Request, at path: String, of subject: (Directory) -> Listing.Subject?
  ) async throws -> Rendering? {
    let part = try ListRequest(request)
    return try await remembered(DocumentName(kind: .page, path: path, part: part)) {
      let directory = try await directory()
      guard let subject = subject(directory) else { return nil }
      let listing = Listing(subject, language: part.language)
      let page = try await store.page(
        of: listing.list, at: part.position, limit: Self.pageLength)
      if case .tag = subject, page.entries.isEmpty { return nil }
      return render(
        listing, page, part, directory, try await alternates(of: subject.actor))
    }
  }

  private func render(
    _ listing: Listing, _ page: EntryPage, _ part: ListRequest, _ directory: Directory,
    _ alternates: [Rendered.Link]
  ) -> Rendered {
    if case .source(let source) = listing.subject {
      return pages.source(
        source, page: page, position: part.position, directory: directory,
        language: part.language, alternates: alternates, now: now())
    }
    return pages.list(
      listing, page: page, position: part.position, directory: directory,
      languages: directory.languages(of: listing.subject), alternates: alternates, now: now())
  }
}
