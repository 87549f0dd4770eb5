import Foundation
import Model

@testable import Publishing

/// Small worlds to publish: two cooperatives, one of them in English, and what they tell.
enum Sample {
  /// Friday, 27 November 2026, 14:05 in Berlin.
  static let now = Date(timeIntervalSince1970: 1_795_784_700)

  static let site = SiteProfile(
    origin: "https://news.example.coop", isPublic: true, name: "Genossenschaftsfunk",
    imprint: "https://example.coop/impressum", privacy: "https://example.coop/datenschutz",
    contact: "post@example.coop", version: "0.1")

  static let english = SiteProfile(
    origin: "https://news.example.coop", name: "Coop Radio", language: "en",
    timeZone: "Europe/London", version: "0.1")

  static let energy = Folder(path: ["Energie"], slug: "energie", englishName: "Energy")

  static func source(
    _ id: Int64, _ title: String, change: (inout Source) -> Void = { _ in }
  ) -> Source {
    var subscription = Subscription(
      feedURL: "https://coop\(id).example/feed.xml", title: title)
    subscription.homePageURL = "https://coop\(id).example/"
    subscription.folders = [energy.path]
    subscription.language = "de"
    var source = Source(
      id: Source.ID(rawValue: id), subscription: subscription, handle: "coop\(id)", added: now,
      state: FetchState(nextCheck: now))
    source.state.lastTry = now
    source.state.lastSuccess = now
    change(&source)
    return source
  }

  static let wind = source(1, "Windhof eG")
  static let bakery = source(2, "Bread Co-op") {
    $0.subscription.language = "en"
    $0.subscription.content = .full
  }

  static let conversation = Conversation(
    likes: 3, shares: 1,
    answers: [
      Conversation.Answer(
        account: "ada@social.example", url: "https://social.example/@ada/1",
        html: "<p>Gute Sache &amp; Dank</p><script src=\"https://evil.example/x.js\"></script>",
        published: now)
    ])

  static let directory = Directory(sources: [wind, bakery], folders: [energy])

  static func entry(
    _ number: UInt32 = 1, of source: Source = wind, hoursAgo: Double = 1,
    title: String = "Neue Anlage am Netz", change: (inout IndexEntry) -> Void = { _ in }
  ) -> IndexEntry {
    let time = now.addingTimeInterval(-hoursAgo * 3600)
    var entry = IndexEntry(
      id: EntryID(time: time, salt: number), sourceID: source.id,
      atomID: "https://coop.example/id/\(number)", url: "https://coop.example/posts/\(number)",
      title: title, excerpt: "Seit heute dreht sich das dritte Rad.", language: "de",
      published: time, updated: time, firstSeen: time)
    change(&entry)
    return entry
  }

  static func page(_ entries: [IndexEntry], hasOlder: Bool = false) -> EntryPage {
    EntryPage(entries: entries, hasOlder: hasOlder, hasNewer: false)
  }

  static func channel(
    _ entries: [IndexEntry], listing: Listing = .river, position: ListPosition = .newest,
    hasOlder: Bool = false, directory: Directory = directory, site: SiteProfile = site
  ) -> Channel {
    Channel(
      id: "urn:uuid:2b1c0d5e-94a7-8c3f-9e21-5a60f7d8b914", listing: listing,
      page: EntryPage(entries: entries, hasOlder: hasOlder, hasNewer: position != .newest),
      position: position, directory: directory, site: site,
      emptySince: Date(timeIntervalSince1970: 1_700_000_000))
  }

  /// Words that try to break out of wherever they are put.
  static let hostile = [
    "]]>", "<script>alert(1)</script>", "a\u{0}b\u{8}c", "x\u{FFFE}y\u{FFFF}z", "\"", "'", "\"'><",
    "&amp; &#60;b&#62; &lt;i&gt;", "\"\u{301} onclick=alert(1)", "<\u{301}b", "\u{600}\"",
    "{{say.home}} {{{x}}}", "--> <!-- x", "\\\" \\", "</title><h1>", "\u{202E}abc", "%1 %2 %",
    "\r\n\t", "javascript:alert(1)",
  ]
}

extension Rendered {
  var text: String { String(decoding: body, as: UTF8.self) }
}
