import Foundation
import Markup
import Model

/// What each element that is not entered gives: by its attributes when it begins, by its text when it ends.
extension FeedBuilder {
  /// The scheme of categories that podcasts are filed under.
  static let itunes = "http://www.itunes.com/"

  mutating func begin(_ element: borrowing XMLElement) -> XMLAction {
    reading.first = nil
    reading.second = nil
    switch reading.role {
    case .title, .summary, .rights, .content: return beginText(element)
    case .link: return beginLink(element)
    case .guid: reading.first = element[.ispermalink]
    case .category: return beginCategory(element)
    case .mediaCategory:
      reading.first = element[.scheme] ?? "http://search.yahoo.com/mrss/category_schema"
      reading.second = element[.label]
    case .generator:
      reading.first = element[.uri] ?? element[.url]
      reading.second = element[.version]
    case .generatorAddress:
      if let address = element.any(.resource) { setGenerator(.init(name: address, url: address)) }
    case .origin: reading.first = element[.url]
    case .enclosure: addEnclosure(element)
    case .thumbnail: addThumbnail(element)
    case .picture:
      guard let url = element[.href] ?? element[.url] else { return .text }
      setPicture(url)
    case .mediaPicture: addMediaPicture(element)
    case .cloud: addCloud(element)
    default: break
    }
    return .text
  }

  private mutating func beginText(_ element: borrowing XMLElement) -> XMLAction {
    let isAtomFeed = format == .atom10 || format == .atom03
    let isMedia = element.space == FeedSpace.media.rawValue
    if isAtom(element) || (isAtomFeed && element.space == FeedSpace.core.rawValue) {
      let isOld = element.space == FeedSpace.oldAtom.rawValue
      reading.kind = .atom(
        type: element[.type], mode: element[.mode], format: isOld ? .atom03 : .atom10)
    } else if reading.role == .content {
      reading.kind = .html
    } else if reading.role == .summary, reading.rank == 0 {
      reading.kind = element[.type] == "text/plain" ? .guess : .html
    } else if isMedia {
      reading.kind = element[.type] == "html" ? .html : .literal
    } else {
      reading.kind = .guess
    }
    if reading.role == .content { reading.first = element[.src] }
    return reading.kind.action
  }

  func isAtom(_ element: borrowing XMLElement) -> Bool {
    element.space == FeedSpace.atom.rawValue || element.space == FeedSpace.oldAtom.rawValue
  }

  private mutating func beginCategory(_ element: borrowing XMLElement) -> XMLAction {
    reading.first = element[.scheme] ?? element[.domain]
    reading.second = element[.label]
    if element[.term] != nil || isAtom(element) && reading.second != nil {
      let category = Model.Category(
        term: element[.term], scheme: reading.first, label: reading.second)
      give(category) { $0.categories.append($1) }
      return .skip
    }
    return .text
  }

  mutating func finish(_ span: Span<UInt8>, isMarkup: Bool) {
    if span.isEmpty {
      if reading.role == .content, let src = reading.first { addRemoteContent(src) }
      return
    }
    switch reading.role {
    case .title, .summary, .rights, .content: return setText(span, isMarkup: isMarkup)
    case .published, .updated, .date: return setDate(span)
    default: break
    }
    let text = String(xml: span)
    if scope == .image { return setImage(text) }
    if scope == .person { return setPerson(text) }
    set(text)
  }

  private mutating func set(_ text: String) {
    let rank = reading.rank
    switch reading.role {
    case .id: setID(text)
    case .guid: setGUID(text)
    case .link: addLink(text)
    case .originalLink: if entry.claims(.url, 0) { entry.url = resolve(text) }
    case .comments: entry.commentsURL = entry.commentsURL ?? resolve(text)
    case .commentsFeed: entry.commentsFeedURL = entry.commentsFeedURL ?? resolve(text)
    case .language:
      withDraft { if $0.claims(.language, rank) { $0.language = text } }
      inherit(language: text)
    case .icon, .logo: setIcon(resolve(text))
    case .generator:
      setGenerator(
        .init(name: text, url: resolve(optional: reading.first), version: reading.second))
    case .origin: setOrigin(text)
    case .category, .mediaCategory:
      let category = Model.Category(
        term: plain(text), scheme: reading.first, label: reading.second)
      give(category) { $0.categories.append($1) }
    case .keywords:
      let words = text.split(separator: ",").map { String($0).trimmed }
      withDraft { draft in
        for word in words where !word.isEmpty {
          draft.categories.append(.init(term: word, scheme: Self.itunes))
        }
      }
    case .duration: entry.duration = Duration.seconds(text)
    case .picture: setPicture(text)
    default: setHint(text)
    }
  }

  private mutating func setHint(_ text: String) {
    switch reading.role {
    case .ttl: hints.ttl = hints.ttl ?? Int(text).flatMap { $0 >= 0 ? $0 : nil }
    case .hour: if let hour = Int(text), 0...24 ~= hour { hints.skipHours.insert(hour % 24) }
    case .day: if let day = DateWords.weekday(text) { hints.skipDays.insert(day) }
    case .updatePeriod: period = RefreshPeriod.seconds(text)
    case .updateFrequency: frequency = Int(text)
    default: break
    }
  }

  private mutating func setImage(_ text: String) {
    switch reading.role {
    case .title: image.title = image.title ?? plain(text)
    case .summary: image.description = image.description ?? text
    case .address: image.url = image.url ?? resolve(text)
    case .link: image.link = image.link ?? resolve(text)
    case .width: image.width = image.width ?? text
    case .height: image.height = image.height ?? text
    default: break
    }
  }

  private mutating func setPerson(_ text: String) {
    switch reading.role {
    case .name: person.name = person.name ?? text
    case .email: person.email = person.email ?? text
    case .address: person.url = person.url ?? resolve(text)
    case .words: personText += text
    default: break
    }
  }

  // MARK: Texts

  private mutating func setText(_ span: Span<UInt8>, isMarkup: Bool) {
    if scope == .image { return setImage(String(xml: span)) }
    let role = reading.role
    let rank = reading.rank
    if role == .content {
      let content = Entry.Content(
        text: text(span, isMarkup: isMarkup), src: resolve(optional: reading.first))
      return give(content) { $0.content.append($1) }
    }
    if scope == .entry, role == .summary, rank == 0, entry.summary != nil, entry.content.isEmpty {
      // A second description is the whole of which the first was the beginning.
      if !entry.claims(.summary, 0) {
        return entry.content.append(.init(text: text(span, isMarkup: isMarkup)))
      }
      let text = text(span, isMarkup: isMarkup)
      entry.summary = text
      return
    }
    let field: FeedDraft.Field = role == .title ? .title : role == .rights ? .rights : .summary
    guard withDraft({ $0.claims(field, rank) }) else { return }
    give(text(span, isMarkup: isMarkup)) { draft, text in
      switch role {
      case .title: draft.title = text
      case .rights: draft.rights = text
      default: draft.summary = text
      }
    }
  }

  private mutating func text(_ span: Span<UInt8>, isMarkup: Bool) -> Text {
    let base = textBase
    var kind = reading.kind
    var decoded: String?
    if case .base64(let inner) = kind {
      decoded = decodedBase64(String(xml: span))
      kind = inner
    }
    if kind == .guess {
      kind = isMarkup || TextKind.looksLikeHTML(span, decoded) ? .html : .literal
    }
    let value: String
    let result: Text.Kind
    switch kind {
    case .media(let type) where !isMarkup || type.hasSuffix("xml"):
      result = .media(type)
      value = decoded ?? String(xml: span)
    case .literal where !isMarkup, .xhtml where !isMarkup:
      result = .text
      value = decoded ?? String(xml: span)
    default:
      result = kind == .xhtml || isMarkup && kind != .html ? .xhtml : .html
      let html = html(span, decoded, base)
      value = kind == .xhtml ? TextKind.withoutDivision(html) : html
    }
    return Text(value, kind: result, language: context.language, base: context.address)
  }

  private mutating func html(
    _ span: Span<UInt8>, _ decoded: String?, _ base: BaseAddress?
  ) -> String {
    if let decoded { return sanitizer?.sanitize(decoded, base: base) ?? decoded }
    return sanitizer?.sanitize(span, base: base) ?? String(xml: span)
  }

  /// Relative addresses in a text: by `xml:base`, else from where the entry stands, else from where the feed does.
  private var textBase: BaseAddress? {
    mutating get {
      guard let base = context.base else { return nil }
      guard !context.isExplicit, scope == .entry, let url = entry.url, url.hasPrefix("http")
      else { return base }
      if let known = entryBase, known.url == url { return known.base ?? base }
      let made = BaseAddress(url)
      entryBase = (url, made)
      return made ?? base
    }
  }

  private mutating func addRemoteContent(_ src: String) {
    var kind = reading.kind
    if case .base64(let inner) = kind { kind = inner }
    var text = Text("", language: context.language, base: context.address)
    if case .media(let type) = kind { text.kind = .media(type) }
    entry.content.append(.init(text: text, src: resolve(src)))
  }

  // MARK: Dates

  private mutating func setDate(_ span: Span<UInt8>) {
    let rank = reading.rank
    let role = reading.role
    guard let date = FeedDate.date(span) else { return }
    withDraft { draft in
      if role != .updated, draft.claims(.published, rank) { draft.published = date }
      if role != .published, draft.claims(.updated, rank) { draft.updated = date }
    }
  }
}
