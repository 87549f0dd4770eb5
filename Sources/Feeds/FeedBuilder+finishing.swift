import Foundation
import Markup
import Model

/// What is known only when an entry, a source or the document has ended.
extension FeedBuilder {
  mutating func endEntry(_ context: Context) { entries.append(finishedEntry(context)) }

  private func finishedEntry(_ context: Context) -> Entry {
    var result = Entry()
    result.id = entry.id
    result.idIsPermalink = entry.idIsPermalink
    result.url = entry.url
    result.title = entry.title
    result.summary = entry.summary
    result.content = entry.content
    result.contentHTML = Self.html(entry.content, entry.summary)
    result.rights = entry.rights
    result.language = entry.language ?? context.language
    result.published = entry.published
    result.updated = entry.updated
    result.authors = entry.authors
    result.contributors = entry.contributors
    result.categories = entry.categories
    result.links = entry.links
    result.enclosures = entry.enclosures
    if let duration = entry.duration, !result.enclosures.isEmpty {
      result.enclosures[0].duration = result.enclosures[0].duration ?? duration
    }
    result.media = entry.media
    result.thumbnails = entry.thumbnails
    result.image = entry.picture ?? entry.image?.url ?? Self.picture(result)
    result.commentsURL = entry.commentsURL
    result.commentsFeedURL = entry.commentsFeedURL
    result.source = entry.origin
    return result
  }

  mutating func endSource(_ context: Context) -> Entry.Origin {
    var origin = Entry.Origin()
    origin.id = source.id
    origin.title = source.title
    origin.subtitle = source.summary
    origin.rights = source.rights
    origin.homePageURL = source.url
    origin.feedURL = source.feedURL
    origin.links = source.links
    origin.updated = source.updated
    origin.language = source.language ?? context.language
    origin.authors = source.authors
    origin.contributors = source.contributors
    origin.categories = source.categories
    origin.icon = source.icon
    origin.image = source.image
    origin.generator = source.generator
    return origin
  }

  /// The feed, once all is read; `nil` where the document has none.
  mutating func result(language: String?) -> Feed? {
    guard let format else { return nil }
    var result = Feed(format: format)
    result.id = feed.id
    result.title = feed.title
    result.subtitle = feed.summary
    result.rights = feed.rights
    result.language = feed.language ?? language
    result.published = feed.published
    result.updated = feed.updated
    result.homePageURL = feed.url
    result.feedURL = feed.feedURL
    result.links = feed.links
    result.hubs = hubs
    result.authors = feed.authors
    result.contributors = feed.contributors
    result.categories = feed.categories
    result.icon = feed.icon
    result.image = feed.image ?? feed.picture.map { Image(url: $0) }
    result.generator = feed.generator
    if let period { hints.updatePeriod = period / max(frequency ?? 1, 1) }
    result.hints = hints
    swap(&result.entries, &entries)
    if let language = result.language {
      for index in result.entries.indices where result.entries[index].language == nil {
        result.entries[index].language = language
      }
    }
    return result
  }

  /// The one piece of HTML: the first content that is markup, else any that can be shown, else the summary.
  static func html(_ content: [Entry.Content], _ summary: Text?) -> String? {
    let best =
      content.first { $0.text.kind.isMarkup && !$0.text.value.isEmpty }?.text
      ?? content.first { $0.text.kind == .text && !$0.text.value.isEmpty }?.text ?? summary
    guard let best, !best.value.isEmpty else { return nil }
    switch best.kind {
    case .html, .xhtml: return best.value
    case .text: return XMLWriter.escaped(best.value)
    case .media: return nil
    }
  }

  private static func picture(_ entry: Entry) -> String? {
    let media = entry.media.first {
      $0.url != nil && ($0.medium == "image" || $0.type?.hasPrefix("image/") == true)
    }
    return media?.url ?? entry.thumbnails.first?.url
      ?? entry.enclosures.first { $0.type?.hasPrefix("image/") == true }?.url
  }
}
