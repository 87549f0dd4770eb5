import Foundation
import Markup
import Model

/// Links, files and the other things that elements say by their attributes.
extension FeedBuilder {
  func resolve(_ reference: String) -> String {
    let reference = reference.trimmed
    return context.base?.resolve(reference) ?? reference
  }

  func resolve(optional reference: String?) -> String? {
    guard let reference else { return nil }
    return resolve(reference)
  }

  /// Text that some publishers escape once more.
  func plain(_ text: String) -> String {
    TextKind.looksLikeHTML(text) ? HTMLText.plain(text) : text
  }

  // MARK: Links

  mutating func beginLink(_ element: borrowing XMLElement) -> XMLAction {
    guard scope != .image, let href = element[.href] ?? ownAddress(element) else {
      // Some write the address between the tags, even where the rest stands in attributes.
      reading.first = element[.rel]
      reading.second = element[.type]
      return .text
    }
    let link = Link(
      url: resolve(href), rel: Self.relation(element[.rel]), type: element[.type],
      title: element[.title], hreflang: element[.hreflang], length: element[.length])
    add(link, rank: isAtom(element) ? 0 : 1)
    return .skip
  }

  /// An empty reference is to the document itself (RFC 3986 section 4.4), where that is known.
  private func ownAddress(_ element: borrowing XMLElement) -> String? {
    element[FeedWord.href.rawValue] != nil && context.base != nil ? "" : nil
  }

  /// The registered relations may be written as addresses (RFC 4287 section 4.2.7.2).
  private static func relation(_ rel: String?) -> String {
    guard let rel else { return "alternate" }
    let registry = "http://www.iana.org/assignments/relation/"
    return rel.hasPrefix(registry) ? String(rel.dropFirst(registry.count)) : rel
  }

  mutating func addLink(_ text: String) {
    add(
      Link(url: resolve(text), rel: Self.relation(reading.first), type: reading.second), rank: 0)
  }

  private mutating func add(_ link: consuming Link, rank: UInt8) {
    let isFeed = scope == .feed
    if isFeed, link.rel == "hub" { hubs.append(.init(url: link.url, type: "WebSub")) }
    let isPage = Self.isPage(link.type)
    give(link) { draft, link in
      switch link.rel {
      case "alternate":
        if draft.claims(.url, (isPage ? 2 : 10) + rank) { draft.url = link.url }
      case "self": draft.feedURL = draft.feedURL ?? link.url
      case "enclosure":
        draft.enclosures.append(
          .init(
            url: link.url, type: link.type, length: link.length.flatMap { Int($0) },
            title: link.title))
      case "replies":
        if isPage { draft.commentsURL = draft.commentsURL ?? link.url }
        if !isPage { draft.commentsFeedURL = draft.commentsFeedURL ?? link.url }
      default: break
      }
      draft.links.append(link)
    }
  }

  /// Whether a media type is one of HTML's, as a link without one is taken to be.
  private static func isPage(_ type: String?) -> Bool {
    guard let type else { return true }
    var lastFour: UInt32 = 0
    for byte in type.utf8 {
      lastFour = lastFour << 8 | UInt32(byte)
      // "html"
      if lastFour == 0x6874_6D6C { return true }
    }
    return false
  }

  /// Atom wants an id to be an address in full; a path is one only beside where the document stands.
  mutating func setID(_ text: String) {
    let rank = reading.rank
    let id = text.hasPrefix("/") ? resolve(text) : text
    withDraft { if $0.claims(.id, rank) { $0.id = id } }
  }

  mutating func setGUID(_ text: String) {
    let isAddress = reading.first.map { $0.lowercased() != "false" } ?? true
    let isExplicit = reading.first != nil
    let isWeb = text.hasPrefix("http://") || text.hasPrefix("https://")
    let hasLink = !entry.links.isEmpty
    let url = resolve(text)
    withDraft { draft in
      if draft.claims(.id, 0) {
        draft.id = text
        draft.idIsPermalink = isAddress && !hasLink
      }
      if isAddress, isExplicit || isWeb, draft.claims(.url, 30) { draft.url = url }
    }
  }

  // MARK: Files and pictures

  mutating func addEnclosure(_ element: borrowing XMLElement) {
    guard let url = element[.url] ?? element[.href] else { return }
    entry.enclosures.append(
      .init(
        url: resolve(url), type: element[.type], length: element[.length].flatMap { Int($0) },
        title: element[.title]))
  }

  mutating func addMedia(_ element: borrowing XMLElement) {
    let media = Entry.Media(
      url: resolve(optional: element[.url] ?? element[.href]), type: element[.type],
      medium: element[.medium],
      width: element[.width], height: element[.height])
    guard media != Entry.Media() else { return }
    entry.media.append(media)
    if let duration = element[.duration].flatMap(Duration.seconds) {
      entry.duration = entry.duration ?? duration
    }
  }

  /// A picture among the media of a feed stands for the feed.
  mutating func addMediaPicture(_ element: borrowing XMLElement) {
    let isPicture = element[.medium] == "image" || element[.type]?.hasPrefix("image/") == true
    guard isPicture, let url = element[.url] else { return }
    setPicture(url)
  }

  mutating func addThumbnail(_ element: borrowing XMLElement) {
    guard let url = element[.url] else { return }
    entry.thumbnails.append(
      .init(url: resolve(url), width: element[.width], height: element[.height]))
  }

  mutating func setPicture(_ url: String) {
    let rank = reading.rank
    let url = resolve(url)
    withDraft { if $0.claims(.picture, rank) { $0.picture = url } }
  }

  mutating func setIcon(_ url: String) {
    let isIcon = reading.role == .icon
    withDraft { draft in
      if isIcon {
        draft.icon = draft.icon ?? url
      } else if draft.image == nil {
        draft.image = Image(url: url)
      }
    }
  }

  /// A podcast's category, within which others may stand.
  mutating func addTopic(_ element: borrowing XMLElement) {
    guard let term = element[.text] else { return }
    withDraft { $0.categories.append(.init(term: term, scheme: Self.itunes)) }
  }

  // MARK: Origin and generator

  mutating func setOrigin(_ title: String) {
    var origin = Entry.Origin()
    origin.title = Text(plain(title), language: context.language, base: context.address)
    origin.feedURL = resolve(optional: reading.first)
    entry.origin = entry.origin ?? origin
  }

  mutating func setGenerator(_ generator: Feed.Generator) {
    let rank = reading.rank
    withDraft { if $0.claims(.generator, rank) { $0.generator = generator } }
  }

  mutating func addCloud(_ element: borrowing XMLElement) {
    guard let domain = element[.domain] else { return }
    let port = element[.port].map { ":" + $0 } ?? ""
    let path = element[.path] ?? "/"
    hubs.append(
      .init(
        url: "http://\(domain)\(port)\(path.hasPrefix("/") ? "" : "/")\(path)", type: "rssCloud"))
  }
}

/// Playing times as podcasts write them.
enum Duration {
  /// `90`, `1:30` or `0:01:30`.
  static func seconds(_ text: String) -> Int? {
    let parts = text.trimmed.split(separator: ":", omittingEmptySubsequences: false)
    guard 1...3 ~= parts.count else { return nil }
    var total = 0
    for part in parts {
      guard let number = Double(String(part).trimmed), 0..<1_000_000 ~= number else { return nil }
      total = total * 60 + Int(number)
    }
    return total
  }
}

/// The words of `sy:updatePeriod`.
enum RefreshPeriod {
  static func seconds(_ word: String) -> Int? {
    switch word.lowercased() {
    case "hourly": 3600
    case "daily": 86_400
    case "weekly": 604_800
    case "monthly": 2_592_000
    case "yearly": 31_536_000
    default: nil
    }
  }
}
