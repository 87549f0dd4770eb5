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
  public func rendered(as format: FeedFormat) -> Rendered? {
    guard let address = address(format) else { return nil }
    let body =
      switch format {
      case .atom: AtomFeed.write(self, address: address)
      case .rss: RSSFeed.write(self, address: address)
      case .json: JSONFeed.write(self, address: address)
      }
    return Rendered(
      body: body, contentType: format.contentType, language: wording.language,
      lastModified: updated, links: links(format, address: address))
  }
}

extension Channel {
  var wording: Wording { Wording(language: site.language) }

  /// Never blank.
  var siteName: String { PlainText.line(site.name) ?? site.authority }

  var title: String {
    let title = PlainText.line(listing.title(site: site, wording: wording))
    return PlainText.disarmed(title ?? siteName)
  }

  var subtitle: String {
    if case .source(let source) = listing.subject,
      let words = PlainText.line(source.profile.subtitle)
    {
      return PlainText.disarmed(words)
    }
    return PlainText.disarmed(wording(.feedSubtitle, siteName))
  }

  var homePageURL: String { site.origin + listing.pagePath() }

  var generator: String { "Coopwire" }

  /// The entries as they may be shown.
  var views: [EntryView] { page.entries.map { EntryView($0, in: directory) } }

  /// The address of this very document.
  func address(_ format: FeedFormat) -> String? { address(format, position) }

  /// The address of the document with older entries.
  func olderAddress(_ format: FeedFormat) -> String? {
    guard page.hasOlder, let last = page.entries.last else { return nil }
    return address(format, .before(last.id))
  }

  /// The address of the document with newer entries.
  func newerAddress(_ format: FeedFormat) -> String? {
    guard position != .newest, page.hasNewer, let first = page.entries.first else { return nil }
    return address(format, .after(first.id))
  }

  func entryAddress(_ view: EntryView) -> String { site.origin + view.path }

  private func address(_ format: FeedFormat, _ position: ListPosition) -> String? {
    listing.feedPath(format, position).map { site.origin + $0 }
  }

  private func links(_ format: FeedFormat, address: String) -> [Rendered.Link] {
    var links = [
      Rendered.Link(url: address, rel: "self", type: format.mediaType),
      Rendered.Link(url: homePageURL, rel: "alternate", type: "text/html"),
    ]
    if let newer = newerAddress(format) {
      links.append(Rendered.Link(url: newer, rel: "prev", type: format.mediaType))
    }
    if let older = olderAddress(format) {
      links.append(Rendered.Link(url: older, rel: "next", type: format.mediaType))
    }
    return links
  }
}
