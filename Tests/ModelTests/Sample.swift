import Foundation
import Model

/// Entries and times that the suites share.
enum Sample {
  static let now = Date(timeIntervalSince1970: 1_790_000_000)
  static let day: TimeInterval = 86_400
  static let source = Source.ID(rawValue: 1)
  static let other = Source.ID(rawValue: 2)

  static func arrival(
    guid: String? = nil, link: String? = nil, title: String = "", text: String = "",
    published: Date? = nil, updated: Date? = nil
  ) -> Arrival {
    var entry = Entry()
    entry.id = guid
    entry.url = link
    entry.published = published
    entry.updated = updated
    return Arrival(entry: entry, title: title, excerpt: "", text: text)
  }

  /// `count` entries that differ in everything.
  static func arrivals(_ count: Int, guid: (Int) -> String? = { "guid-\($0)" }) -> [Arrival] {
    (0..<count).map { number in
      arrival(
        guid: guid(number), link: "https://a.example/\(number)", title: "Title \(number)",
        text: "Text \(number)", published: now - Double(number) * 3600)
    }
  }

  static func identification(
    _ arrivals: [Arrival], level: IdentityLevel = IdentityLevel(), homePage: String? = nil,
    now: Date = now
  ) -> Identification {
    Identification(
      of: arrivals, from: source, homePage: homePage.flatMap(CanonicalURL.init), level: level,
      now: now)
  }
}
