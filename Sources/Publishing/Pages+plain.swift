public import Model

extension Pages {
  /// What this newswire is, by which rules, and who answers for it.
  ///
  /// - Parameter alternates: other forms of the same thing, such as the server's ActivityPub actor.
  public func about(_ directory: Directory, alternates: [Rendered.Link] = []) -> Rendered {
    let head = Head(
      title: wording(.aboutTitle), description: wording(.aboutDescription, site.name),
      path: "/about", links: feedLinks(of: .river) + alternates)
    let hasOperator = site.imprint != nil || site.privacy != nil || site.contact != nil
    return render(
      .about, head,
      [
        "heading": .text(wording(.aboutTitle)), "what": .text(wording(.aboutWhatText, site.name)),
        "counts": .text(
          wording.count(directory.sources.count(where: \.isRead), .aboutCounts)),
        "feeds": .list(feeds(of: .river)),
        "account": .group(account(of: .river).map(Self.parts(ofAccount:))),
        "hasOperator": .flag(hasOperator),
      ])
  }

  /// The search form, and what was found; `results` is `nil` where nothing was asked yet.
  public func search(
    _ query: String, results: EntryPage?, position: ListPosition = .newest, directory: Directory
  ) -> Rendered {
    let head = Head(
      title: wording(.searchTitle), description: wording(.searchDescription), path: "/search",
      robots: "noindex, follow")
    return render(
      .search, head,
      [
        "heading": .text(wording(.searchTitle)), "query": .text(query),
        "results": .group(results.map { found(query, $0, directory: directory) }),
        "paging": .group(results.flatMap { paging(query, $0, position) }),
      ])
  }

  private func found(_ query: String, _ page: EntryPage, directory: Directory) -> Fields {
    [
      "title": .text(wording(.resultsTitle, query)),
      "empty": .group(
        page.entries.isEmpty
          ? [
            "title": .text(wording(.noResults)), "text": .text(wording(.noResultsHint)),
          ] : nil),
      "entries": .list(page.entries.map { dated($0, directory: directory) }),
    ]
  }

  /// An entry outside of any day carries its whole date.
  private func dated(_ entry: IndexEntry, directory: Directory) -> Fields {
    var fields = item(entry, directory: directory)
    fields["when"] = .text(dates.moment(entry.published))
    return fields
  }

  private func paging(_ query: String, _ page: EntryPage, _ position: ListPosition) -> Fields? {
    let start = "/search?q=" + PathSegment.encode(query)
    var older: String?
    var newer: String?
    if case .before(let id) = olderPosition(page) { older = start + "&before=\(id)" }
    if case .after(let id) = newerPosition(page, position) { newer = start + "&after=\(id)" }
    guard older != nil || newer != nil || position != .newest else { return nil }
    return [
      "newest": .text(position == .newest ? nil : start), "newer": .text(newer),
      "older": .text(older),
    ]
  }

  /// The page for an HTTP status that is an error.
  public func error(_ status: Int) -> Rendered {
    let words: (title: Word, text: Word) =
      switch status {
      case 404: (.notFound, .notFoundText)
      case 410: (.removed, .removedText)
      case 400..<500: (.badRequest, .badRequestText)
      case 501: (.notImplemented, .notImplementedText)
      case 503: (.unavailable, .unavailableText)
      default: (.error, .errorText)
      }
    let head = Head(
      title: wording(words.title), description: wording(words.text), robots: "noindex")
    return render(
      .error, head, ["heading": .text(wording(words.title)), "text": .text(wording(words.text))])
  }

  /// What is left of a topic that is not listed any more, at the address of its actor.
  public func ended(
    _ folder: Folder, at path: String, alternates: [Rendered.Link] = []
  ) -> Rendered {
    let heading = Listing(.folder(folder)).heading(wording: wording)
    let text = wording(.endedTopic)
    let head = Head(
      title: heading, description: text, path: path, robots: "noindex", links: alternates)
    return render(.error, head, ["heading": .text(heading), "text": .text(text)])
  }

  /// What a browser gets that opens a feed's address.
  public func feed(
    _ listing: Listing, format: FeedFormat, page: EntryPage, directory: Directory
  ) -> Rendered {
    let title = listing.title(site: site, wording: wording)
    let head = Head(
      title: wording(.feedTitle), description: wording(.feedDescription), robots: "noindex, follow",
      links: feedLinks(of: listing), lastModified: Self.lastChange(in: page))
    let others = FeedFormat.allCases.filter { $0 != format }
    return render(
      .feed, head,
      [
        "heading": .text(wording(.feedTitle)),
        "addressLabel": .text(wording(.feedAddressLabel, format.name)),
        "address": .text(listing.feedPath(format).map { site.origin + $0 }),
        "formats": .list(
          others.compactMap { other in
            listing.feedPath(other).map { path in
              [
                "href": .text(path), "type": .text(other.mediaType), "name": .text(other.name),
              ]
            }
          }),
        "listHref": .text(listing.pagePath()), "listTitle": .text(title),
        "entries": .list(
          page.entries.prefix(Self.sampleSize).map { dated($0, directory: directory) }),
      ])
  }

  /// How many entries show a visitor what a feed holds.
  private static let sampleSize = 10
}
