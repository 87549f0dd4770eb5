public import Foundation
public import Model

/// The pages people read, each made from values in one go; templates are read once, when this is made.
public struct Pages: Sendable {
  public let site: SiteProfile
  let templates: Templates

  /// - Throws: `PublishingError.template` where a template cannot be read.
  public init(site: SiteProfile) throws(PublishingError) {
    self.site = site
    templates = try Templates()
  }

  /// The river `/`, and the same for a folder or a tag.
  ///
  /// For a source use `source(_:page:position:alternates:now:)`.
  public func list(
    _ listing: Listing, page: EntryPage, position: ListPosition, directory: Directory, now: Date
  ) -> Rendered { Rendered("", contentType: "text/html; charset=utf-8") }

  /// A source's page: its entries, and how it is doing in plain words.
  ///
  /// - Parameter alternates: other forms of the same thing, such as its ActivityPub actor.
  public func source(
    _ source: Source, page: EntryPage, position: ListPosition, directory: Directory,
    language: String? = nil, alternates: [Rendered.Link] = [], now: Date
  ) -> Rendered { Rendered("", contentType: "text/html; charset=utf-8") }

  /// One entry.
  ///
  /// - Parameter alternates: other forms of the same thing, such as its ActivityPub object.
  public func entry(
    _ entry: IndexEntry, directory: Directory, alternates: [Rendered.Link] = []
  ) -> Rendered { Rendered("", contentType: "text/html; charset=utf-8") }

  /// All sources with their state.
  public func sources(_ directory: Directory, now: Date) -> Rendered {
    Rendered("", contentType: "text/html; charset=utf-8")
  }

  /// What this newswire is, by which rules, and who answers for it.
  public func about(_ directory: Directory) -> Rendered {
    Rendered("", contentType: "text/html; charset=utf-8")
  }

  /// The search form, and what was found; `results` is `nil` where nothing was asked yet.
  public func search(
    _ query: String, results: EntryPage?, position: ListPosition = .newest, directory: Directory
  ) -> Rendered { Rendered("", contentType: "text/html; charset=utf-8") }

  /// The page for an HTTP status that is an error.
  public func error(_ status: Int) -> Rendered {
    Rendered("", contentType: "text/html; charset=utf-8")
  }

  /// What a browser gets that opens a feed's address.
  public func feed(
    _ listing: Listing, format: FeedFormat, page: EntryPage, directory: Directory
  ) -> Rendered { Rendered("", contentType: "text/html; charset=utf-8") }
}
