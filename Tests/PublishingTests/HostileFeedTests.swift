import Foundation
import Markup
import Model
import Testing

@testable import Publishing

/// Whatever a source writes, our documents stay what they are.
struct HostileFeedTests {
  /// An entry and a source in which every word is hostile.
  private func channel(_ words: String) -> Channel {
    let source = Sample.source(7, words) {
      $0.subscription.content = .full
      $0.subscription.homePageURL = words
      $0.subscription.warning = words
      $0.subscription.language = words
      $0.profile.icon = words
      $0.profile.id = words
      $0.profile.rights = words
    }
    let entry = Sample.entry(of: source, title: words) {
      $0.excerpt = words
      $0.contentHTML = "<p title=\"x\">" + words + "</p><a href=\"" + words + "\">x</a>"
      $0.language = words
      $0.url = words
      $0.externalURL = words
      $0.commentsURL = words
      $0.imageURL = words
      $0.rights = words
      $0.authors = [Person(name: words, url: words)]
      $0.categories = [Category(term: words, scheme: words, label: words)]
      $0.enclosures = [
        Entry.Enclosure(url: "https://a.example/" + words, type: words, title: words)
      ]
      $0.alsoAt = [IndexEntry.Telling(sourceID: Sample.wind.id, url: words, title: words)]
    }
    var site = Sample.site
    site.name = words
    return Sample.channel(
      [entry], directory: Directory(sources: [source, Sample.wind], folders: []), site: site)
  }

  @Test(arguments: Sample.hostile, [FeedFormat.atom, .rss])
  func `hostile words leave XML sound`(words: String, format: FeedFormat) throws {
    let rendered = try #require(channel(words).rendered(as: format))
    let document = try Document(rendered.body)
    #expect(document.isSound)
    let names = Set(document.root.tree.map(\.name))
    #expect(!names.contains("script"))
    #expect(!names.contains("h1"))
    let known: Set = ["title", "name", "creator", "source", "category", "rights"]
    for element in document.root.tree where known.contains(element.name) {
      #expect(element.text.firstMatch(of: /<[a-z\/!?]/) == nil, "\(element.name)")
    }
    for url in document.root.tree.flatMap(\.attributes) where url.name == "href" {
      #expect(url.value.hasPrefix("https://"))
    }
  }

  @Test(arguments: Sample.hostile)
  func `hostile words leave JSON sound`(words: String) throws {
    let rendered = try #require(channel(words).rendered(as: .json))
    let feed = try JSONSerialization.jsonObject(with: Data(rendered.body)) as? [String: Any]
    #expect((feed?["items"] as? [Any])?.count == 1)
  }

  @Test(arguments: Sample.hostile, FeedFormat.allCases)
  func `no control character and no relative address is published`(
    words: String, format: FeedFormat
  ) throws {
    let text = try #require(channel(words).rendered(as: format)).text
    let controls = text.unicodeScalars.filter { scalar in
      scalar.value < 0x20 && scalar != "\n" && scalar != "\t" && scalar != "\r"
        || scalar.value == 0x7f || scalar.value & 0xfffe == 0xfffe
    }
    #expect(controls.isEmpty)
    let unescaped = text.replacing("&lt;", with: "<").replacing("&quot;", with: "\"")
      .replacing("\\\"", with: "\"")
    for match in unescaped.matches(of: /\s(?:href|src)="([^"]*)"/) {
      #expect(match.1.contains(/^(https?|mailto|tel|xmpp|matrix):/), "\(match.1)")
    }
  }
}
