import Foundation
import Markup
import Model

/// The outlines of a public list: folders as they are nested, each source in the first of its own.
struct OPMLBody {
  private let folders: [[String]: Folder]
  /// The folders right inside a folder; those that hold nothing are not written.
  private var inner: [[String]: [[String]]] = [:]
  private var sources: [[String]: [Subscription]] = [:]

  init(_ subscriptions: [Subscription], folders: [Folder]) {
    self.folders = Dictionary(
      folders.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
    for subscription in subscriptions {
      let path = subscription.folders.first ?? []
      // Whatever folders are missing, no source is lost.
      let isKnown = Self.branch(to: path).allSatisfy { self.folders[$0] != nil }
      sources[isKnown ? path : [], default: []].append(subscription)
    }
    let filled = Set(sources.keys.flatMap(Self.branch))
    for folder in folders where filled.contains(folder.path) && !folder.path.isEmpty {
      inner[Array(folder.path.dropLast()), default: []].append(folder.path)
    }
  }

  /// A folder and those around it.
  private static func branch(to path: [String]) -> [[String]] {
    path.indices.map { Array(path[...$0]) }
  }

  func write(to writer: inout XMLWriter) {
    writer.newline()
    write([], to: &writer)
  }

  /// Goes as deep as folders are nested, which the reading of the list bounds.
  private func write(_ path: [String], to writer: inout XMLWriter) {
    for subscription in sources[path] ?? [] {
      writer.emptyElement("outline", subscription.outline)
      writer.newline()
    }
    for path in inner[path] ?? [] {
      guard let folder = folders[path] else { continue }
      writer.element("outline", folder.outline) { writer in
        writer.newline()
        write(path, to: &writer)
      }
      writer.newline()
    }
  }
}

extension Folder {
  fileprivate var outline: KeyValuePairs<String, String?> {
    [
      "text": name, "title": name, "coop:slug": slug, "coop:name-en": englishName,
      "coop:handle": handle,
    ]
  }
}

extension Subscription {
  fileprivate var outline: [(String, String?)] {
    [
      ("type", isFediverse ? "activitypub" : "rss"),
      ("text", title.isEmpty ? accountName ?? publicURL : title),
      ("title", title.isEmpty ? nil : title), ("xmlUrl", isFediverse ? nil : publicURL),
      ("htmlUrl", homePageURL),
      ("description", description), ("language", LanguageTag.valid(language)),
      ("category", categories),
    ] + options
  }

  /// What a value other than the default says, as another newswire would want to know it.
  private var options: [(String, String?)] {
    [
      ("coop:handle", handle),
      ("coop:content", content == .excerpt ? nil : content.rawValue),
      ("coop:images", showsImages ? "yes" : nil),
      ("coop:paused", isPaused ? "yes" : nil),
      ("coop:ap", federation == .public ? nil : federation.rawValue),
      ("coop:account", account ?? accountName),
      ("coop:warning", warning),
      ("coop:tags", tags.isEmpty ? nil : tags.joined(separator: ",")),
      ("coop:interval", interval.map(String.init)),
      ("coop:licence", licence),
    ]
  }

  /// The other folders as OPML writes them; a name with a comma or a slash cannot be written so.
  private var categories: String? {
    let paths = folders.dropFirst().filter { path in
      !path.contains { $0.contains(",") || $0.contains("/") }
    }
    guard !paths.isEmpty else { return nil }
    return paths.map { "/" + $0.joined(separator: "/") }.joined(separator: ",")
  }

  /// The address of the feed without a name and password that may stand in it.
  private var publicURL: String {
    guard let scheme = feedURL.range(of: "://") else { return feedURL }
    let authority = feedURL[scheme.upperBound...].prefix { !"/?#".contains($0) }
    guard let sign = authority.lastIndex(of: "@") else { return feedURL }
    return String(feedURL[..<scheme.upperBound] + feedURL[feedURL.index(after: sign)...])
  }
}
