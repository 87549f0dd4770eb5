public import Foundation
public import Model

extension Pages {
  /// The river `/`, and the same for a folder or a tag.
  ///
  /// A source has a page of its own kind, `source(_:page:position:directory:language:alternates:now:)`.
  ///
  /// - Parameters:
  ///   - languages: the languages a reader may choose from, as primary subtags.
  ///   - alternates: other forms of the same thing, such as its ActivityPub actor.
  public func list(
    _ listing: Listing, page: EntryPage, position: ListPosition = .newest, directory: Directory,
    languages: [String] = [], alternates: [Rendered.Link] = [], now: Date
  ) -> Rendered {
    let heading = listing.heading(wording: wording)
    let isRiver = listing.subject == .river
    let newest = position == .newest
    var head = Head(
      title: isRiver && newest ? site.name : heading, description: description(of: listing),
      path: listing.pagePath(position), robots: newest ? nil : "noindex, follow",
      links: feedLinks(of: listing) + alternates, lastModified: Self.lastChange(in: page))
    head.links += pagingLinks(of: listing, page: page, position: position)
    var fields: Fields = [
      "heading": .text(heading), "headingIsPlain": .flag(isRiver && newest),
      "empty": .group(
        page.entries.isEmpty ? emptiness(of: listing, directory: directory).fields(wording) : nil),
      "days": .list(days(page.entries, directory: directory)),
      "paging": .group(paging(of: listing, page: page, position: position)),
      "unanswered": .group(newest ? unanswered(listing, directory: directory, now: now) : nil),
    ]
    addAside(to: &fields, listing: listing, directory: directory, languages: languages)
    return render(.list, head, fields)
  }

  /// When anything shown last changed.
  static func lastChange(in page: EntryPage) -> Date? { page.entries.map(\.updated).max() }

  private func description(of listing: Listing) -> String {
    switch listing.subject {
    case .river: wording(.riverDescription, site.name)
    case .folder(let folder): wording(.topicDescription, folder.name(in: wording))
    case .source(let source): wording(.sourceDescription, source.title)
    case .tag(let tag): wording(.tagDescription, tag)
    }
  }

  private func emptiness(of listing: Listing, directory: Directory) -> Emptiness {
    let listed: [Source]
    switch listing.subject {
    case .folder(let folder): listed = directory.sources(in: folder)
    case .tag: return .nothingChosen
    case .river, .source: listed = directory.sources
    }
    return listing.language == nil ? Emptiness(of: listed) : .nothingChosen
  }

  // MARK: Days

  func days(_ entries: [IndexEntry], directory: Directory, folds: Bool = true) -> [Fields] {
    DayFold(entries, dates: dates, folds: folds).days.map { day in
      [
        "anchor": .text("day-" + dates.machineDay(day.date)),
        "machineDay": .text(dates.machineDay(day.date)), "label": .text(dates.day(day.date)),
        "items": .list(day.items.map { fields($0, directory: directory) }),
      ]
    }
  }

  private func fields(_ item: DayFold.Item, directory: Directory) -> Fields {
    switch item {
    case .entry(let entry):
      return ["entry": .group(self.item(entry, directory: directory)), "fold": .group(nil)]
    case .more(let source, let entries):
      let title = directory.byID[source]?.title ?? ""
      return [
        "entry": .group(nil),
        "fold": .group([
          "label": .text(wording.count(entries.count, .more, title)),
          "entries": .list(entries.map { self.item($0, directory: directory) }),
        ]),
      ]
    }
  }

  // MARK: Paging

  func paging(of listing: Listing, page: EntryPage, position: ListPosition) -> Fields? {
    let newer = newerPosition(page, position).map { listing.pagePath($0) }
    let older = olderPosition(page).map { listing.pagePath($0) }
    guard newer != nil || older != nil || position != .newest else { return nil }
    return [
      "newest": .text(position == .newest ? nil : listing.pagePath()), "newer": .text(newer),
      "older": .text(older),
    ]
  }

  private func pagingLinks(
    of listing: Listing, page: EntryPage, position: ListPosition
  ) -> [Rendered.Link] {
    let places = [("prev", newerPosition(page, position)), ("next", olderPosition(page))]
    return places.compactMap { rel, place in
      place.map { Rendered.Link(url: site.origin + listing.pagePath($0), rel: rel) }
    }
  }

  func newerPosition(_ page: EntryPage, _ position: ListPosition) -> ListPosition? {
    guard position != .newest, page.hasNewer else { return nil }
    return page.entries.first.map { .after($0.id) }
  }

  func olderPosition(_ page: EntryPage) -> ListPosition? {
    page.hasOlder ? page.entries.last.map { .before($0.id) } : nil
  }

  // MARK: Sources without an answer

  /// Names at most as many sources as a reader will read.
  private static let namedLimit = 5

  private func unanswered(_ listing: Listing, directory: Directory, now: Date) -> Fields? {
    let all: [Source]
    switch listing.subject {
    case .river: all = directory.sources
    case .folder(let folder): all = directory.sources(in: folder)
    case .source, .tag: return nil
    }
    let silent = all.filter { $0.isAsked && $0.state.failure != nil }
    guard !silent.isEmpty else { return nil }
    return [
      "count": .text(wording.count(silent.count, .unanswered)),
      "sources": .list(
        silent.prefix(Self.namedLimit).map { source in
          [
            "title": .text(source.title), "href": .text(Listing(.source(source)).path),
            "text": .text(Condition(of: source, now: now).trouble.map { wording($0.text) }),
          ]
        }),
    ]
  }
}
