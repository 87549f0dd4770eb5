import Federation
import Foundation
import HTTPTypes
import Hummingbird
import Model
import Publishing
import Store

extension Site {
  /// `/feed.*`, and the same of a folder and of a source; `/feeds.opml`.
  func addFeeds(to router: Router<SiteContext>) {
    for format in FeedFormat.allCases {
      let file = "feed.\(format.pathExtension)"
      router.show("/\(file)") { request, _ in
        try await feed(format, to: request, at: "/\(file)") { _ in .river }
      }
      router.show("/c/{folder}/\(file)") { request, context in
        let slug = try context.decoded("folder")
        return try await feed(format, to: request, at: "/c/\(slug)/\(file)") { directory in
          directory.subject(folder: slug)
        }
      }
      router.show("/@{handle}/\(file)") { request, context in
        let handle = try context.handle()
        return try await feed(format, to: request, at: "/@\(handle)/\(file)") { directory in
          directory.subject(handle: handle)
        }
      }
    }
    router.show("/feeds.opml") { _, _ in try await opml(of: nil) }
    router.show("/c/{folder}/feeds.opml") { _, context in
      try await opml(of: try context.decoded("folder"))
    }
  }

  /// A feed, or to a browser that opens its address a page that says what a feed is.
  private func feed(
    _ format: FeedFormat, to request: Request, at path: String,
    of subject: (Directory) -> Listing.Subject?
  ) async throws -> Rendering? {
    let part = try ListRequest(request)
    let kind: DocumentKind = request.wantsReadablePage ? .feedPage : .feed
    return try await remembered(DocumentName(kind: kind, path: path, part: part)) {
      let directory = try await directory()
      guard let subject = subject(directory) else { return nil }
      let listing = Listing(subject, language: part.language)
      let limit = FeedWindow.limit(for: part.position)
      let page = FeedWindow.cut(
        try await store.page(of: listing.list, at: part.position, limit: limit),
        at: part.position, now: now())
      guard kind == .feed else {
        return pages.feed(listing, format: format, page: page, directory: directory)
      }
      let channel = Channel(
        id: try await feedID(of: listing.list), listing: listing, page: page,
        position: part.position, directory: directory, site: profile, emptySince: started)
      return channel.rendered(as: format)
    }
  }

  /// The id of a feed: made when it is first asked for and then kept.
  ///
  /// That of a feed in one language is made of it, for languages are the client's to choose, and what a
  /// stranger asks for must not be written down.
  private func feedID(of list: EntryList) async throws -> String {
    let fresh = EntryKey(high: random(), low: random())
    let id = try await store.identifier(
      named: "feed " + EntryList(list.scope).key, fresh: fresh)
    return list.language.map { EntryKey(id, $0).uuidURN } ?? id
  }

  private func opml(of slug: String?) async throws -> Rendering? {
    let path = slug.map { "/c/\($0)/feeds.opml" } ?? "/feeds.opml"
    return try await remembered(DocumentName(kind: .list, path: path)) {
      let directory = try await directory()
      let list = SubscriptionList(
        title: try await store.listTitle(),
        subscriptions: directory.sources.filter { $0.retired == nil }.map(\.subscription),
        folders: directory.folders)
      let dates = directory.sources.map(\.added)
      let opml = PublicOPML(
        list, site: profile, created: dates.min() ?? started, modified: dates.max() ?? started)
      guard let slug else { return document(opml.document()) }
      let folder = directory.folders.first { $0.slug == slug }
      return folder.map { document(opml.document(of: $0)) }
    }
  }

  private func document(_ opml: [UInt8]) -> Rendered {
    Rendered(body: opml, contentType: "text/x-opml; charset=utf-8")
  }
}

extension Request {
  /// Whether a browser opens a feed's address to look at it (aggregation rule 4.11).
  fileprivate var wantsReadablePage: Bool {
    guard headers[values: .secFetchDest].contains("document") else { return false }
    return AcceptHeader(headers[values: .accept]).prefersHTML
  }
}
