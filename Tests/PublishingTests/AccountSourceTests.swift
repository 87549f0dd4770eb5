import Foundation
import Model
import Testing

@testable import Publishing

/// A source without a feed is shown by its account, wherever a feed would stand.
@Suite struct AccountSourceTests {
  private let source = Sample.source(3, "Windpost") {
    $0.subscription = Subscription(account: "@wind@social.example", title: "Windpost")
    $0.state = FetchState(nextCheck: Sample.now)
  }

  private var directory: Directory { Directory(sources: [source], folders: []) }

  @Test func `a public list names the account and no feed`() throws {
    let opml = PublicOPML(
      SubscriptionList(subscriptions: [source.subscription]), site: Sample.site,
      created: Sample.now, modified: Sample.now)
    let text = String(decoding: opml.document(), as: UTF8.self)
    #expect(text.contains("xmlns:coop=\"urn:coopwire:opml\""))
    #expect(
      text.contains(
        "<outline type=\"activitypub\" text=\"Windpost\" title=\"Windpost\" "
          + "coop:account=\"@wind@social.example\"/>"))
    #expect(!text.contains("xmlUrl") && !text.contains("acct:"))
  }

  @Test func `its page links to the profile`() throws {
    let text = try Pages(site: Sample.site).source(
      source, page: Sample.page([]), directory: directory, now: Sample.now
    ).text
    #expect(text.contains("href=\"https://social.example/@wind\""))
    #expect(text.contains("Konto der Quelle"))
    #expect(!text.contains("acct:"))
  }

  @Test func `no state of an account is told as that of a feed`() throws {
    var sources = [source, source, source, source, source, source]
    sources[1].subscription.isPaused = true
    sources[2].obstacle = .held(reason: "x")
    sources[3].state.goneSince = Sample.now
    sources[4].state.failingSince = Sample.now.addingTimeInterval(-61 * 86_400)
    sources[5].retired = Sample.now
    for days in [8.0, 0] {
      for kind in [Failure.Kind.connect, .clientError] {
        var ill = source
        ill.state = ill.state.failed(Failure(kind, "x"), now: Sample.now)
        ill.state.failingSince = Sample.now.addingTimeInterval(-days * 86_400)
        sources.append(ill)
      }
    }
    for source in sources {
      let condition = Condition(of: source, now: Sample.now)
      let words = [condition.text, condition.trouble?.text, condition.trouble?.help]
      for word in words.compactMap(\.self) where word != .followedText {
        for wording in [Wording.german, .english] {
          #expect(wording(word).range(of: "feed", options: .caseInsensitive) == nil, "\(word)")
        }
      }
    }
  }

  @Test func `feeds give the profile for its place and no feed`() {
    let channel = Sample.channel([Sample.entry(of: source)], directory: directory)
    for format in FeedFormat.allCases {
      #expect(channel.rendered(as: format)?.text.contains("acct:") == false)
    }
    let atom = String(decoding: AtomFeed.write(channel, address: "/"), as: UTF8.self)
    #expect(atom.contains("<link rel=\"alternate\" href=\"https://social.example/@wind\"/>"))
  }

  @Test func `the report on health names the account`() throws {
    let report = try HealthReport(directory, entries: 0, site: Sample.site, now: Sample.now)
      .rendered().text
    #expect(report.contains("\"account\":\"@wind@social.example\""))
    #expect(!report.contains("feedURL") && !report.contains("nextCheck"))
  }
}
