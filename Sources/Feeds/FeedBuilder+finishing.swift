import Foundation
import Markup
import Model

/// What is known only when an entry, a source or the document has ended.
extension FeedBuilder {
  mutating func endEntry(language: String?) {
    entries.append(Entry())
    entry.language = entry.language ?? language
    Self.move(&entry, to: &entries[entries.count - 1])
  }

  /// Swaps what all entries have, for to copy it would cost as much as to read it.
  private static func move(_ draft: inout FeedDraft, to entry: inout Entry) {
    swap(&entry.id, &draft.id)
    entry.idIsPermalink = draft.idIsPermalink
    swap(&entry.url, &draft.url)
    swap(&entry.title, &draft.title)
    entry.contentHTML = html(draft.content, draft.summary)
    swap(&entry.summary, &draft.summary)
    swap(&entry.content, &draft.content)
    swap(&entry.rights, &draft.rights)
    swap(&entry.language, &draft.language)
    entry.published = draft.published
    entry.updated = draft.updated
    swap(&entry.authors, &draft.authors)
    swap(&entry.contributors, &draft.contributors)
    swap(&entry.categories, &draft.categories)
    swap(&entry.links, &draft.links)
    swap(&entry.enclosures, &draft.enclosures)
    if let duration = draft.duration, !entry.enclosures.isEmpty {
      entry.enclosures[0].duration = entry.enclosures[0].duration ?? duration
    }
    swap(&entry.media, &draft.media)
    swap(&entry.thumbnails, &draft.thumbnails)
    entry.image = draft.picture ?? draft.image?.url ?? picture(entry)
    swap(&entry.commentsURL, &draft.commentsURL)
    swap(&entry.commentsFeedURL, &draft.commentsFeedURL)
    entry.source = draft.origin
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
      content.firstIndex { $0.text.kind.isMarkup && !$0.text.value.isEmpty }
      ?? content.firstIndex { $0.text.kind == .text && !$0.text.value.isEmpty }
    if let best { return html(content[best].text) }
    return summary.flatMap(html)
  }

  private static func html(_ text: Text) -> String? {
    guard !text.value.isEmpty else { return nil }
    switch text.kind {
    case .html, .xhtml: return text.value
    case .text: return XMLWriter.escaped(text.value)
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
