import Foundation
import Model

/// What may be shown of an entry, by the policy of the source that tells it.
///
/// Feeds and pages both look through this, so that a policy changed in the list holds at once.
struct EntryView: Sendable {
  /// Another source that tells the same.
  struct Telling: Sendable, Hashable {
    var source: Source
    /// Where it tells it; its own page with us where it gave no address.
    var url: String?
  }

  let entry: IndexEntry
  /// The source whose telling is shown; `nil` where it is unknown by now.
  let source: Source?
  let tellings: [Telling]

  init(_ entry: IndexEntry, in directory: Directory) {
    self.entry = entry
    source = directory.byID[entry.sourceID]
    var seen: Set<Source.ID> = [entry.sourceID]
    tellings = entry.alsoAt.compactMap { telling in
      guard let source = directory.byID[telling.sourceID], seen.insert(source.id).inserted else {
        return nil
      }
      return Telling(source: source, url: WebAddress.followed(telling.url))
    }
  }

  var policy: Subscription.ContentPolicy { source?.subscription.content ?? .title }
  var showsImages: Bool { source?.subscription.showsImages ?? false }

  /// Its id in feeds.
  var feedID: String { FeedID.entry(entry.atomID) }

  /// The path of its own page.
  var path: String { "/e/\(entry.id)" }

  /// Empty only where neither the source is known nor the address.
  var sourceTitle: String { source?.shownTitle ?? articleURL.flatMap(WebAddress.host) ?? "" }

  var articleURL: String? { WebAddress.followed(entry.url) }

  var language: String? { LanguageTag.valid(entry.language ?? source?.language) }

  var excerpt: String? {
    policy == .title ? nil : PlainText.line(entry.excerpt)
  }

  var contentHTML: String? {
    guard policy == .full, let html = entry.contentHTML, !html.isEmpty else { return nil }
    return html
  }

  /// The title, else the first words, else words of ours.
  func headline(_ wording: Wording) -> String {
    if let title = PlainText.line(entry.title) { return title }
    guard let excerpt else { return wording(.untitled) }
    guard excerpt.count > Self.headlineLimit else { return excerpt }
    let start = excerpt.prefix(Self.headlineLimit)
    let words = start[..<(start.lastIndex(of: " ") ?? start.endIndex)]
    return words + "…"
  }

  private static let headlineLimit = 80

  /// The names to thank: the entry's, else the source's, else the source itself.
  var authors: [Person] {
    let named = entry.authors.compactMap { person in
      PlainText.line(person.name).map { Person(name: $0, url: person.url, avatar: person.avatar) }
    }
    if !named.isEmpty { return named }
    let name = PlainText.line(source?.profile.author) ?? PlainText.line(sourceTitle)
    return name.map { [Person(name: $0)] } ?? []
  }

  /// Names of the entry's own authors, where it gives any but the source.
  var authorNames: [String] {
    entry.authors.compactMap { person in
      let name = PlainText.clean(person.name ?? "").trimmingCharacters(in: .whitespacesAndNewlines)
      return name.isEmpty || name == sourceTitle ? nil : name
    }
  }

  var imageURL: String? { showsImages ? WebAddress.published(entry.imageURL) : nil }

  var rights: String? { PlainText.line(entry.rights) ?? source?.rights }

  /// Files that may be passed on, each address once.
  var enclosures: [Attachment] {
    var seen: Set<String> = []
    return entry.enclosures.compactMap(Attachment.init).filter { attachment in
      (showsImages || !attachment.isImage) && seen.insert(attachment.url).inserted
    }
  }
}
