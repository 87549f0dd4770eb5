import Foundation
import Markup
import Model

/// Reads JSON Feed 1.0 and 1.1 (jsonfeed.org); values of a wrong type are taken as absent.
struct JSONFeedReader: ~Copyable {
  private var sanitizer: HTMLSanitizer
  private let base: BaseAddress?
  private let language: String?

  init(base: BaseAddress?, language: String?) {
    sanitizer = HTMLSanitizer()
    self.base = base
    self.language = language
  }

  static func looksLikeJSON(_ bytes: [UInt8]) -> Bool {
    let rest = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
    return rest.first { $0 > 32 } == UInt8(ascii: "{")
  }

  mutating func read(_ bytes: [UInt8]) throws(FeedError) -> Feed {
    let (document, isSound) = try Self.decode(bytes)
    let version = document["version"]?.text
    let isFeed = version?.contains("jsonfeed.org") ?? false
    guard document.isObject, isFeed || document["items"] != nil else {
      throw .otherJSON(reason: "it has neither a version nor items")
    }
    var feed = Feed(format: version?.contains("1.1") == true ? .json11 : .json1)
    feed.encoding = "utf-8"
    feed.recovered = !isSound
    fill(&feed, document)
    let items = document["items"]?.list ?? []
    for item in items.prefix(FeedBuilder.entryLimit) where item.isObject {
      if let id = item["id"], id.isObject || id.isArray { continue }
      feed.entries.append(entry(item, language: feed.language))
    }
    feed.warnings = FeedWarnings.warnings(for: feed)
    return feed
  }

  private static func decode(
    _ bytes: [UInt8]
  ) throws(FeedError) -> (document: JSONValue, isSound: Bool) {
    let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    let rest = bytes[start...]
    let decoder = JSONDecoder()
    if let value = try? decoder.decode(JSONValue.self, from: Data(rest)) { return (value, true) }
    decoder.allowsJSON5 = true
    let mended = Data(String(decoding: rest, as: UTF8.self).utf8)
    do {
      return (try decoder.decode(JSONValue.self, from: mended), false)
    } catch {
      throw .otherJSON(reason: "it is not well-formed")
    }
  }

  // MARK: Feed

  private func fill(_ feed: inout Feed, _ document: JSONValue) {
    feed.language = document["language"]?.text ?? language
    feed.title = text(document["title"], language: feed.language)
    feed.subtitle = text(document["description"], language: feed.language)
    feed.homePageURL = address(document["home_page_url"])
    feed.feedURL = address(document["feed_url"])
    feed.id = feed.feedURL
    feed.icon = address(document["favicon"])
    feed.image = address(document["icon"]).map { Image(url: $0) }
    feed.authors = people(document)
    feed.links = links([
      ("alternate", document["home_page_url"]), ("self", document["feed_url"]),
      ("next", document["next_url"]),
    ])
    for hub in document["hubs"]?.list ?? [] {
      guard let url = address(hub["url"]) else { continue }
      feed.hubs.append(.init(url: url, type: hub["type"]?.text))
    }
  }

  // MARK: Items

  private mutating func entry(_ item: JSONValue, language: String?) -> Entry {
    var entry = Entry()
    entry.id = item["id"]?.name
    entry.url = address(item["url"])
    entry.externalURL = address(item["external_url"])
    entry.language = item["language"]?.text ?? language
    entry.title = text(item["title"], language: entry.language)
    entry.summary = text(item["summary"], language: entry.language)
    if let html = item["content_html"]?.text {
      let base = entry.url.flatMap { BaseAddress($0) } ?? base
      let text = Text(
        sanitizer.sanitize(html, base: base), kind: .html, language: entry.language,
        base: self.base?.address)
      entry.content.append(.init(text: text))
    }
    if let text = text(item["content_text"], language: entry.language) {
      entry.content.append(.init(text: text))
    }
    entry.contentHTML = FeedBuilder.html(entry.content, entry.summary)
    entry.published = date(item["date_published"])
    entry.updated = date(item["date_modified"])
    entry.image = address(item["image"]) ?? address(item["banner_image"])
    entry.authors = people(item)
    entry.categories = (item["tags"]?.list ?? []).compactMap { $0.text.map { .init(term: $0) } }
    entry.links = links([("alternate", item["url"]), ("related", item["external_url"])])
    entry.enclosures = (item["attachments"]?.list ?? []).compactMap { enclosure($0) }
    return entry
  }

  private func enclosure(_ value: JSONValue) -> Entry.Enclosure? {
    address(value["url"]).map { url in
      Entry.Enclosure(
        url: url, type: value["mime_type"]?.text, length: value["size_in_bytes"]?.number,
        title: value["title"]?.text, duration: value["duration_in_seconds"]?.number)
    }
  }

  // MARK: Values

  private func address(_ value: JSONValue?) -> String? {
    guard let text = value?.text else { return nil }
    return base?.resolve(text) ?? text
  }

  private func text(_ value: JSONValue?, language: String?) -> Text? {
    value?.text.map { Text($0, language: language, base: base?.address) }
  }

  private func date(_ value: JSONValue?) -> Date? { value?.text.flatMap { FeedDate.date($0) } }

  private func links(_ addresses: [(String, JSONValue?)]) -> [Link] {
    addresses.compactMap { rel, value in address(value).map { Link(url: $0, rel: rel) } }
  }

  /// `authors` of version 1.1, else the single `author` of version 1.
  private func people(_ value: JSONValue) -> [Person] {
    let listed = (value["authors"]?.list ?? []).compactMap { person($0) }
    if !listed.isEmpty { return listed }
    return value["author"].flatMap { person($0) }.map { [$0] } ?? []
  }

  private func person(_ value: JSONValue) -> Person? {
    var person = Person(name: value["name"]?.text, avatar: address(value["avatar"]))
    if let url = value["url"]?.text {
      if url.lowercased().hasPrefix("mailto:") {
        person.email = String(url.dropFirst(7).prefix { $0 != "?" })
      } else {
        person.url = address(value["url"])
      }
    }
    return person == Person() ? nil : person
  }
}
