import Foundation
import Model
import Testing

@testable import Publishing

/// Our feeds keep the rules of the W3C feed validator, whatever they are made of.
@Suite struct FeedRulesTests {
  private func expectNone(in channel: Channel, _ format: FeedFormat) throws {
    let faults = try faults(in: channel, format)
    #expect(faults.isEmpty, "\(faults)")
  }

  private func faults(in channel: Channel, _ format: FeedFormat) throws -> [String] {
    let rendered = try #require(channel.rendered(as: format))
    if format == .json { return try JSONFeedRules(rendered.body).faults }
    let address = try #require(rendered.links.first { $0.rel == "self" }).url
    return try FeedRules(rendered.body, at: address, now: Sample.now).faults
  }

  /// A source of which everything may be shown.
  private static let open = Sample.source(4, "Alles eG") {
    $0.subscription.content = .full
    $0.subscription.showsImages = true
    $0.profile.id = "https://alles.example/feed"
    $0.profile.icon = "https://alles.example/icon.png"
    $0.profile.rights = "CC BY 4.0"
    $0.state.newestEntry = Sample.now.addingTimeInterval(9_000_000)
  }

  private static let directory = Directory(
    sources: [Sample.wind, Sample.bakery, open], folders: [Sample.energy])

  private func channel(_ entries: [IndexEntry], site: SiteProfile = Sample.site) -> Channel {
    Sample.channel(entries, hasOlder: true, directory: Self.directory, site: site)
  }

  private static func full(_ html: String, change: (inout IndexEntry) -> Void = { _ in })
    -> IndexEntry
  {
    Sample.entry(of: open) {
      $0.contentHTML = html
      change(&$0)
    }
  }

  @Test(arguments: FeedFormat.allCases)
  func `an everyday feed keeps every rule`(format: FeedFormat) throws {
    let entries = [
      Sample.entry(2),
      Self.full("<p>Text mit <a href=\"https://a.example/?a=1&amp;b=[2]\">Verweis</a>.</p>") {
        $0.authors = [Person(name: "Ann", url: "https://ann.example/")]
        $0.categories = [Category(term: "wind", scheme: "https://a.example/c", label: "Wind")]
        $0.enclosures = [.init(url: "https://a.example/a.mp3", type: "audio/mpeg", length: 9)]
        $0.imageURL = "https://a.example/a.jpg"
        $0.commentsURL = "https://a.example/comments"
        $0.externalURL = "https://b.example/about"
        $0.alsoAt = [.init(sourceID: Sample.wind.id, url: "https://c.example/1", title: "x")]
      },
    ]
    try expectNone(in: channel(entries), format)
    try expectNone(in: channel(entries, site: Sample.english), format)
  }

  @Test(arguments: FeedFormat.allCases)
  func `a feed without entries keeps every rule`(format: FeedFormat) throws {
    try expectNone(in: channel([]), format)
  }

  @Test(
    arguments: [
      Listing(.folder(Sample.energy)), Listing(.source(Sample.wind)),
      Listing(.river, language: "de"),
    ], FeedFormat.allCases)
  func `every list's feed keeps every rule`(listing: Listing, format: FeedFormat) throws {
    let channel = Sample.channel(
      [Sample.entry(1)], listing: listing, position: .before(Sample.entry(2).id), hasOlder: true)
    try expectNone(in: channel, format)
  }

  @Test(
    arguments: [
      "http://example.org", "https://example.org:443/1", "https://Example.org/1",
      "https://example.org/%7Eann", "https://example.org/a/../b", "https://example.org/ä",
      "https://example.org/?a=[1]", "https://example.org/100%", "https://example.org/%c3%a4",
      "at://did:plc:x/app.bsky.feed.post/1", "urn:uuid:1", "URN:isbn:9780141036144", "urn:x:y",
      "tag:Example.org,2020:1", "tag:example.org,20:1", "tag:example.org,2020-01-01:a b",
      "mailto:ann@example.org", "http:///1", "https://a.example/#a#b", "urn:isbn:",
    ])
  func `an id that may be spelt in two ways is replaced by one of our own`(id: String) throws {
    let entry = Sample.entry { $0.atomID = id }
    for format in FeedFormat.allCases {
      try expectNone(in: channel([entry]), format)
      let text = try #require(channel([entry]).rendered(as: format)).text
      #expect(text.contains(FeedID.entry(id)))
    }
    #expect(FeedID.entry(id).hasPrefix("urn:uuid:") && FeedID.entry(id) == FeedID.entry(id))
  }

  @Test(
    arguments: [
      "https://example.org/", "http://example.org:8080/?p=12&a=%C3%A4#x",
      "tag:blogger.com,1999:b-1",
      "urn:uuid:2b1c0d5e-94a7-8c3f-9e21-5a60f7d8b914", "urn:isbn:9780141036144",
      "tag:ann@example.org,2020-01-31:/a", "https://example.org/a%2Fb//c?a/b?c",
    ])
  func `an id in its one spelling is kept`(id: String) throws {
    #expect(FeedID.entry(id) == id)
    try expectNone(in: channel([Sample.entry { $0.atomID = id }]), .atom)
  }

  @Test(arguments: FeedFormat.allCases)
  func `what is missing or blank is not written`(format: FeedFormat) throws {
    let blank = Sample.source(8, " \u{0}") {
      $0.profile.author = "\u{a0}"
      $0.profile.rights = " "
      $0.profile.subtitle = "\u{8}"
      $0.subscription.homePageURL = nil
    }
    let entry = Sample.entry(of: blank, title: "\u{0}") {
      $0.excerpt = " "
      $0.url = nil
      $0.rights = " "
      $0.authors = [Person(email: "ann@example.org"), Person(name: "\u{0}")]
      $0.categories = [Category(scheme: "https://a.example/"), Category(term: " ")]
      $0.enclosures = [.init(url: "https://a.example/a", title: " ")]
    }
    let unknown = Sample.entry(2, of: Sample.source(99, "x"), title: "") { $0.url = nil }
    var site = Sample.site
    site.name = " "
    let directory = Directory(sources: [blank], folders: [])
    for listing in [Listing.river, Listing(.source(blank))] {
      let channel = Sample.channel(
        [entry, unknown], listing: listing, directory: directory, site: site)
      try expectNone(in: channel, format)
    }
  }

  private static let words =
    Sample.hostile + [
      "a < b & c > d", "R&D &_x &amp_ &lt\u{333} AT&T", "\u{600}</b>", "Ann <1@example.org>",
      "Gr\u{C3}\u{BC}ne", "\u{C3}\u{83}\u{C2}\u{BC}", "a\u{FFFD}b\u{85}", "e\u{301} \u{1F33B}",
      "&copy &#x3c;b>", "<!DOCTYPE x>", "<?php ?>", "\u{2028}", "xx", "und", "de_DE", "tlh",
      "de-x-1",
    ]

  /// A source and an entry in which every text, and all but every address, is the same.
  private func hostile(_ words: String) -> Channel {
    let source = Sample.source(7, words) {
      $0.subscription.content = .full
      $0.subscription.showsImages = true
      $0.subscription.homePageURL = words
      $0.subscription.warning = words
      $0.subscription.language = words
      $0.profile.id = words
      $0.profile.icon = words
      $0.profile.rights = words
      $0.profile.author = words
      $0.profile.subtitle = words
    }
    let entry = Sample.entry(of: source, title: words) {
      $0.atomID = words
      $0.excerpt = words
      $0.contentHTML = "<p>" + words + "</p><a href=\"" + words + "\">x</a><img src=\"a.png\">"
      $0.language = words
      $0.url = "https://a.example/" + words
      $0.commentsURL = "https://a.example?" + words
      $0.rights = words
      $0.authors = [Person(name: words, url: "http://a.example#" + words)]
      $0.categories = [Category(term: words, scheme: words, label: words + "x")]
      $0.enclosures = [.init(url: "https://a.example/" + words, type: words, title: words)]
      $0.imageURL = "https://a.example/" + words
    }
    var site = Sample.site
    site.name = words
    return Sample.channel(
      [entry], listing: Listing(.source(source)),
      directory: Directory(sources: [source], folders: []), site: site)
  }

  @Test(arguments: words, FeedFormat.allCases)
  func `no words break a rule`(words: String, format: FeedFormat) throws {
    try expectNone(in: hostile(words), format)
  }

  @Test(
    arguments: [
      "<p>a<div>b</div>c</p>", "<a href=x>a<a href=y>b</a></a>", "<b><p>a</b></p>",
      "a & b &auml; &x;",
      "<a href=\"#note\">1</a><a href=\"/x\">2</a><img src=y.png>", "<ul><ul><li>a</ul>",
      "<video controls src=\"https://a.example/v.mp4\"></video>",
      "<bdo dir=rtl>a</bdo><font>b</font>",
      "<svg><a href=x>b</a></svg>", "<p title='a\"b<c'>x", "<iframe src=x></iframe><form><input>",
      "<table><p>a<tr><td>b</table>", "Gr\u{C3}\u{BC}ne", "<h2>a<h3>b</h2>", "a<br/>b<hr>c",
      "<li>a</li>", "<dl><dd><p>a</dl>", "<pre>\na</pre>", "<p><table><td>x</table>",
      "]]>&#0;&#x85;",
    ], [FeedFormat.atom, .rss])
  func `no mark-up breaks a rule`(html: String, format: FeedFormat) throws {
    try expectNone(in: channel([Self.full(html)]), format)
  }

  @Test(
    arguments: [
      "https://localhost:8080/a.mp3", "https://a_b.example/a.mp3", "https://[::1]/a.mp3",
      "https://a.example?x=a.mp3", "https://ann:pw@a.example/a.mp3", "https://a.example./a.mp3",
    ])
  func `RSS names no enclosure whose host is no domain`(url: String) throws {
    let entry = Sample.entry {
      $0.enclosures = [.init(url: url), .init(url: "https://a.example:81/b.mp3")]
    }
    try expectNone(in: channel([entry]), .rss)
    let text = try #require(channel([entry]).rendered(as: .rss)).text
    #expect(text.contains("<enclosure url=\"https://a.example:81/b.mp3\""))
  }
}
