import Federation
import Foundation
import HTTPTypes
import Hummingbird
import Model
import Publishing
import Store

extension Site {
  /// `/feed.*`, and the same of a folder and of a source; `/feeds.opml`.
  func addFeeds(to router: Router<BasicRequestContext>) {
    for format in FeedFormat.allCases {
      let file = "feed.\(format.pathExtension)"
      router.show("/\(file)") { request, _ in
        try await feed(format, to: request, named: file) { _ in .river }
      }
      router.show("/c/{folder}/\(file)") { request, context in
        let slug = try context.parameters.require("folder")
        return try await feed(format, to: request, named: "c/\(slug)/\(file)") { directory in
          directory.subject(folder: slug)
        }
      }
      router.show("/@{handle}/\(file)") { request, context in
        let handle = try context.parameters.require("handle")
        return try await feed(format, to: request, named: "@\(handle)/\(file)") { directory in
          directory.subject(handle: handle)
        }
      }
    }
    router.show("/feeds.opml") { _, _ in try await opml(of: nil) }
    router.show("/c/{folder}/feeds.opml") { _, context in
      try await opml(of: try context.parameters.require("folder"))
    }
  }

  /// A feed, or to a browser that opens its address a page that says what a feed is.
  private func feed(
    _ format: FeedFormat, to request: Request, named name: String,
    of subject: (Directory) -> Listing.Subject?
  ) async throws -> Rendering? {
    let wanted = try ListRequest(request)
    let isForPeople = request.wantsReadablePage
    let name = "\(isForPeople ? "page of " : "")\(name) \(wanted.name)"
    return try await remembered(name, .feed) {
      let directory = try await directory()
      guard let subject = subject(directory) else { return nil }
      let listing = Listing(subject, language: wanted.language)
      guard let list = listing.list else { return nil }
      let limit = FeedWindow.limit(for: wanted.position)
      let page = FeedWindow.cut(
        try await store.page(of: list, at: wanted.position, limit: limit), at: wanted.position,
        now: now())
      guard !isForPeople else {
        return pages.feed(listing, format: format, page: page, directory: directory)
      }
      let channel = Channel(
        id: try await feedID(of: list), listing: listing, page: page,
        position: wanted.position, directory: directory, site: profile, emptySince: started)
      return channel.rendered(as: format)
    }
  }

  private func opml(of slug: String?) async throws -> Rendering? {
    try await remembered("opml \(slug ?? "")", .feed) {
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
  var wantsReadablePage: Bool {
    guard headers[values: .secFetchDest].contains("document") else { return false }
    return AcceptHeader(headers[values: .accept]).prefersHTML
  }
}
