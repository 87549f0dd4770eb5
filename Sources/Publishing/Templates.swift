import Mustache

/// The templates of all pages, read once.
struct Templates: Sendable {
  private let library: MustacheLibrary

  private static let sources: [(name: String, bytes: [UInt8])] = [
    ("about", PackageResources.about_mustache),
    ("aside", PackageResources.aside_mustache),
    ("days", PackageResources.days_mustache),
    ("entry", PackageResources.entry_mustache),
    ("error", PackageResources.error_mustache),
    ("feed", PackageResources.feed_mustache),
    ("item", PackageResources.item_mustache),
    ("layout", PackageResources.layout_mustache),
    ("list", PackageResources.list_mustache),
    ("paging", PackageResources.paging_mustache),
    ("search", PackageResources.search_mustache),
    ("source", PackageResources.source_mustache),
    ("sources", PackageResources.sources_mustache),
  ]

  init() throws(PublishingError) {
    var library = MustacheLibrary()
    for (name, bytes) in Self.sources {
      do {
        try library.register(String(decoding: bytes, as: UTF8.self), named: name)
      } catch {
        throw .template(name: name, reason: "\(error)")
      }
    }
    self.library = library
  }

  /// Fills a template; a name that is none of ours gives an empty page.
  func fill(_ name: Name, with fields: Fields) -> String {
    library.render(fields, withTemplate: name.rawValue) ?? ""
  }

  /// The templates that are whole pages.
  enum Name: String, CaseIterable {
    case about, entry, error, feed, list, search, source, sources
  }
}
