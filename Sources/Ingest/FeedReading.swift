import Crypto
import Feeds
import Fetching
import Foundation
import Model

/// A document on its way into the index, read and made ready to be judged.
struct FeedReading: Sendable {
  let feed: Feed
  /// Its entries, but for those that the operator's phrases keep out.
  let arrivals: [Arrival]

  /// - Throws: `FeedError` where the document is no feed that can be read.
  init(_ answer: Response, of source: Source) throws(FeedError) {
    feed = try FeedParser().parse(
      answer.body, baseURL: answer.url, contentType: answer.headers["content-type"],
      contentLanguage: answer.headers["content-language"])
    let filter = PhraseFilter(source.subscription)
    arrivals = feed.entries.map { entry in
      let wording = EntryWording(of: entry)
      return Arrival(
        entry: entry.bounded, title: wording.title, excerpt: wording.excerpt, text: wording.text)
    }
    .filter(filter.admits)
  }

  /// What the feed says of itself.
  var profile: SourceProfile {
    var profile = SourceProfile()
    profile.id = feed.id
    profile.title = feed.title.map { EntryWording.plain($0) }
    profile.subtitle = feed.subtitle.map { EntryWording.plain($0) }
    profile.homePageURL = feed.homePageURL
    profile.language = feed.language
    profile.rights = feed.rights.map { EntryWording.plain($0) }
    profile.icon = feed.icon ?? feed.image?.url
    profile.author = feed.authors.first.flatMap { $0.name ?? $0.email }
    return profile
  }

  /// Whether the feed says that nobody may mirror it.
  var optsOut: Bool {
    feed.categories.contains { NoBot.isTag($0.term ?? "") || NoBot.isTag($0.label ?? "") }
      || [feed.title, feed.subtitle].contains { text in
        text.map { NoBot.isSaid(in: EntryWording.plain($0)) } ?? false
      }
  }

  /// When its entries say they were published.
  var dates: [Date] { feed.entries.compactMap { $0.published ?? $0.updated } }
}

extension Failure {
  /// The same trouble in the words of the model.
  init(_ error: FeedError) {
    switch error {
    case .html: self.init(.html, error.description)
    case .empty, .otherXML, .otherJSON, .unreadable, .unknownFormat:
      self.init(.parse, error.description)
    }
  }
}
