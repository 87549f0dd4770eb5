public import Foundation
public import Model

/// A merged feed before it is written in any format.
public struct Channel: Sendable, Hashable {
  /// The id of the feed, made once and kept; a `urn:uuid:`.
  public var id: String
  public var listing: Listing
  /// The entries of this document, already cut to their window.
  public var page: EntryPage
  /// Which part of the feed `page` is.
  public var position: ListPosition
  public var directory: Directory
  public var site: SiteProfile
  /// When a feed without entries counts as changed.
  public var emptySince: Date

  public init(
    id: String, listing: Listing, page: EntryPage, position: ListPosition = .newest,
    directory: Directory, site: SiteProfile, emptySince: Date
  ) {
    self.id = id
    self.listing = listing
    self.page = page
    self.position = position
    self.directory = directory
    self.site = site
    self.emptySince = emptySince
  }

  /// When anything that is shown last changed; never "now".
  public var updated: Date { page.entries.map(\.updated).max() ?? emptySince }

  /// The feed's document in a format.
  ///
  /// - Returns: `nil` where the listing has no feeds (a tag).
  public func rendered(as format: FeedFormat) -> Rendered? { nil }
}
