import Foundation

/// Checks a document by JSON Feed 1.1: types, required members, addresses, dates, and nothing unknown.
struct JSONFeedRules {
  private enum Form {
    case text, filled, url, date, language, whole, authors, items, tags, files, hubs
  }

  private(set) var faults: [String] = []

  private static let feed: [String: Form] = [
    "version": .url, "title": .filled, "home_page_url": .url, "feed_url": .url,
    "description": .text, "user_comment": .text, "next_url": .url, "icon": .url, "favicon": .url,
    "authors": .authors, "language": .language, "items": .items,
  ]

  private static let item: [String: Form] = [
    "id": .filled, "url": .url, "external_url": .url, "title": .filled, "content_html": .filled,
    "content_text": .filled, "summary": .filled, "image": .url, "banner_image": .url,
    "date_published": .date, "date_modified": .date, "authors": .authors, "tags": .tags,
    "language": .language, "attachments": .files,
  ]

  private static let author: [String: Form] = ["name": .filled, "url": .url, "avatar": .url]

  private static let file: [String: Form] = [
    "url": .url, "mime_type": .filled, "title": .filled, "size_in_bytes": .whole,
    "duration_in_seconds": .whole,
  ]

  init(_ bytes: [UInt8]) throws {
    guard let feed = try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any] else {
      faults = ["the document is no object"]
      return
    }
    check(feed, Self.feed, required: ["version", "title", "items"], "feed")
    if feed["version"] as? String != "https://jsonfeed.org/version/1.1" { note("version", "feed") }
    if let next = feed["next_url"] as? String, next == feed["feed_url"] as? String {
      note("next_url is this document", "feed")
    }
    let items = feed["items"] as? [[String: Any]] ?? []
    let ids = items.compactMap { $0["id"] as? String }
    if Set(ids).count != items.count { note("an id twice", "feed") }
    for item in items where item["content_html"] == nil && item["content_text"] == nil {
      note("no content", "item")
    }
  }

  private mutating func note(_ fault: String, _ place: String) {
    faults.append(place + ": " + fault)
  }

  private mutating func check(
    _ object: [String: Any], _ members: [String: Form], required: [String], _ place: String
  ) {
    for name in required where object[name] == nil { note("no \(name)", place) }
    for (name, value) in object {
      let inside = place + "." + name
      if name.hasPrefix("_") {
        if !(value is [String: Any]) { note("an extension is no object", inside) }
      } else if let form = members[name] {
        check(value, form, inside)
      } else {
        note("unknown", inside)
      }
    }
  }

  private mutating func check(_ value: Any, _ form: Form, _ place: String) {
    switch form {
    case .authors: checkAll(value, Self.author, required: [], place)
    case .files: checkAll(value, Self.file, required: ["url", "mime_type"], place)
    case .items: checkAll(value, Self.item, required: ["id"], place)
    case .tags:
      let tags = value as? [String] ?? [""]
      if tags.contains("") { note("no list of words", place) }
    case .whole:
      if (value as? Int).map({ $0 < 0 }) ?? true { note("no number", place) }
    default:
      guard let text = value as? String else { return note("no text", place) }
      if !isGood(text, form) { note("\(form): \(text)", place) }
    }
  }

  private mutating func checkAll(
    _ value: Any, _ members: [String: Form], required: [String], _ place: String
  ) {
    guard let objects = value as? [[String: Any]] else { return note("no list of objects", place) }
    for object in objects {
      check(object, members, required: required, place)
      if object.isEmpty { note("an empty object", place) }
    }
  }

  private func isGood(_ text: String, _ form: Form) -> Bool {
    switch form {
    case .filled: text.contains { !$0.isWhitespace }
    case .url: text.wholeMatch(of: /https?:\/\/[!#-;=?-Z\[\]_a-z~]+/) != nil
    case .date: text.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)/) != nil
    case .language: text.wholeMatch(of: /[a-zA-Z]{2,3}(-[a-zA-Z0-9]{1,8})*/) != nil
    default: true
    }
  }
}
