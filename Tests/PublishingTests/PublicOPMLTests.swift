import Foundation
import Model
import Testing

@testable import Publishing

@Suite struct PublicOPMLTests {
  private let site = SiteProfile(
    origin: "https://news.example", name: "Blätter & Co", imprint: "https://news.example/imprint",
    version: "1")

  private func document(_ list: SubscriptionList, of folder: Folder? = nil) -> String {
    let opml = PublicOPML(
      list, site: site, created: Date(timeIntervalSince1970: 1_795_000_000),
      modified: Date(timeIntervalSince1970: 1_795_086_400))
    let bytes = folder.map { opml.document(of: $0) } ?? opml.document()
    return String(decoding: bytes, as: UTF8.self)
  }

  private let energy = Folder(path: ["Energie"], slug: "energie", englishName: "Energy")
  private let wind = Folder(path: ["Energie", "Wind"], slug: "energie-wind")
  private let press = Folder(path: ["Presse"], slug: "presse")

  private func source(_ name: String, in folders: [[String]] = []) -> Subscription {
    var source = Subscription(feedURL: "https://\(name).example/feed", title: name)
    source.folders = folders
    return source
  }

  @Test func `the head names the site and never the present`() {
    let text = document(SubscriptionList())
    #expect(text.hasPrefix("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<opml version=\"2.0\""))
    #expect(text.contains("<title>Blätter &amp; Co</title>"))
    #expect(text.contains("<dateCreated>Wed, 18 Nov 2026 11:06:40 +0000</dateCreated>"))
    #expect(text.contains("<dateModified>Thu, 19 Nov 2026 11:06:40 +0000</dateModified>"))
    #expect(text.contains("<ownerName>Blätter &amp; Co</ownerName>"))
    #expect(text.contains("<ownerId>https://news.example/imprint</ownerId>"))
  }

  @Test func `what is between operator and source stays out`() {
    var secret = source("wind")
    secret.feedURL = "https://ann:pass@wind.example/feed?a@b"
    secret.consent = "Ann agreed by telephone"
    secret.include = ["Windrad"]
    secret.exclude = ["Stellenanzeige"]
    let text = document(SubscriptionList(subscriptions: [secret]))
    #expect(text.contains("xmlUrl=\"https://wind.example/feed?a@b\""))
    for word in ["telephone", "Windrad", "Stellenanzeige", "ann:", "pass"] {
      #expect(!text.contains(word), "\(word) must not be told")
    }
  }

  @Test func `what everyone may know is told`() {
    var open = source("wind")
    open.homePageURL = "https://wind.example/"
    open.description = "Strom \"von hier\""
    open.language = "de"
    open.handle = "wind"
    open.isPaused = true
    open.federation = .off
    open.tags = ["Wind", "Strom"]
    open.licence = "CC BY 4.0"
    let text = document(SubscriptionList(subscriptions: [open]))
    let expected = """
      <outline type="rss" text="wind" title="wind" xmlUrl="https://wind.example/feed" \
      htmlUrl="https://wind.example/" description="Strom &quot;von hier&quot;" language="de" \
      coop:handle="wind" coop:paused="yes" coop:ap="off" coop:tags="Wind,Strom" \
      coop:licence="CC BY 4.0"/>
      """
    #expect(text.contains(expected))
  }

  @Test func `folders nest and a source stands in its first`() {
    let list = SubscriptionList(
      subscriptions: [
        source("a", in: [["Energie", "Wind"], ["Presse"]]), source("b", in: [["Energie"]]),
        source("c"),
      ],
      folders: [energy, wind, press])
    let body = document(list).split(separator: "\n").dropFirst(4).map(String.init)
    #expect(
      body.first
        == "<outline type=\"rss\" text=\"c\" title=\"c\" xmlUrl=\"https://c.example/feed\"/>")
    #expect(
      body.dropFirst().first
        == "<outline text=\"Energie\" title=\"Energie\" coop:slug=\"energie\" coop:name-en=\"Energy\">"
    )
    #expect(body.joined().contains("category=\"/Presse\""))
    #expect(!body.joined().contains("text=\"Presse\""), "a folder without outlines says nothing")
  }

  @Test func `a folder's document holds what is in and inside it`() {
    let list = SubscriptionList(
      subscriptions: [
        source("a", in: [["Presse"], ["Energie", "Wind"]]), source("b", in: [["Energie"]]),
        source("c", in: [["Presse"]]),
      ],
      folders: [energy, wind, press])
    let text = document(list, of: energy)
    #expect(text.contains("<title>Blätter &amp; Co: Energie</title>"))
    #expect(text.contains("https://a.example/feed"))
    #expect(text.contains("https://b.example/feed"))
    #expect(!text.contains("https://c.example/feed"))
    #expect(!text.contains("Presse"))
  }

  @Test func `no source is lost for want of its folder`() {
    let list = SubscriptionList(subscriptions: [source("a", in: [["Energie", "Wind"]])])
    #expect(document(list).contains("https://a.example/feed"))
  }
}
