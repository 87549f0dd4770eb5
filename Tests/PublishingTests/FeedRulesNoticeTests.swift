import Foundation
import Model
import Testing

@testable import Publishing

/// The rules notice what they are there for: each change to a good feed breaks the rule named beside it.
@Suite struct FeedRulesNoticeTests {
  private func text(_ format: FeedFormat) throws -> String {
    let entry = Sample.entry(of: Sample.bakery) {
      $0.contentHTML = "<p>Text</p>"
      $0.enclosures = [.init(url: "https://a.example/a.mp3", type: "audio/mpeg")]
      $0.categories = [Category(term: "wind")]
    }
    return try #require(Sample.channel([entry]).rendered(as: format)).text
  }

  @Test(
    arguments: [
      ("<id>https", "<id>HTTPS", "NonCanonicalURI"),
      ("<updated>2026", "<updated>2099", "Implausible"),
      ("<published>2026", "<published>1969", "Implausible"),
      ("Z</updated>", "</updated>", "RFC3339"),
      ("rel=\"self\"", "rel=\"alternate\"", "MissingSelf"),
      ("feed.atom\"", "feed.xml\"", "SelfDoesntMatchLocation"),
      ("<title>Neue", "<title>&lt;b>a&lt;/b>", "ContainsHTML"),
      ("<name>", "<name>&lt;a@b.de>", "mailless"),
      ("<title>Neue", "<subtitle>x</subtitle><title>Neue", "UndefinedElement"),
      ("<title>Neue", "<title>x</title><title>Neue", "DuplicateElement"),
      ("xml:lang=\"de\"", "xml:lang=\"qq\"", "language"),
      ("&lt;p&gt;Text", "&lt;script&gt;", "NotHtml"),
      ("&lt;p&gt;Text", "&lt;p onclick=\"x\"&gt;", "SecurityRiskAttr"),
      ("<title>Neue", "<title>\u{C3}\u{BC}</title><x>", "BadCharacters"),
      ("href=\"https://coop.example", "href=\"https://coop.example/a b", "InvalidFullLink"),
      ("<category term=\"wind\"", "<category", "MissingAttribute"),
    ])
  func `a broken Atom feed is noticed`(old: String, new: String, rule: String) throws {
    try expect(text(.atom), old, new, rule, at: "feed.atom")
  }

  @Test(
    arguments: [
      ("<pubDate>Fri", "<pubDate>Sat", "RFC2822"), ("+0000</pubDate>", "GMT</pubDate>", "RFC2822"),
      ("<guid", "<x", "MissingGuid"), ("rel=\"self\"", "rel=\"via\"", "MissingSelf"),
      ("<description>Zus", "<description>&lt;b", "CharacterData"),
      ("length=\"0\"", "length=\"-1\"", "count"), ("type=\"audio/mpeg\"", "", "MissingAttribute"),
      ("https://a.example/a.mp3", "https://a_b/a.mp3", "InvalidURLAttribute"),
      ("&lt;a href=\"https:", "&lt;a href=\"", "ContainsRelRef"),
      ("post@example.coop", "post", "mailboxWithName"), ("<ttl>60", "<ttl>0", "positiveCount"),
      ("<language>de", "<language>deutsch", "language"),
      ("<description>&lt;p", "<content:encoded/><x>&lt;p", "NeedDescriptionBeforeContent"),
    ])
  func `a broken RSS feed is noticed`(old: String, new: String, rule: String) throws {
    try expect(text(.rss), old, new, rule, at: "feed.rss")
  }

  private func expect(
    _ text: String, _ old: String, _ new: String, _ rule: String, at path: String
  ) throws {
    let address = "https://news.example.coop/" + path
    #expect(try FeedRules(Array(text.utf8), at: address, now: Sample.now).faults == [])
    let place = try #require(text.firstRange(of: old), "nothing to change: \(old) in \(text)")
    let broken = text.replacingCharacters(in: place, with: new)
    let faults = try FeedRules(Array(broken.utf8), at: address, now: Sample.now).faults
    #expect(faults.contains { $0.contains(rule) }, "\(faults)")
  }

  @Test(
    arguments: [
      ("\"version\":\"https://jsonfeed.org/version/1.1\"", "\"version\":\"1.1\""),
      ("\"items\":", "\"entries\":"), ("\"id\":", "\"_id\":"),
      ("\"mime_type\":\"audio/mpeg\"", "\"x\":1"),
      ("\"content_html\":", "\"html\":"),
      ("\"date_published\":\"2026-", "\"date_published\":\"26-"),
      ("\"tags\":[\"wind\"]", "\"tags\":[\"\"]"),
      ("\"home_page_url\":\"https:", "\"home_page_url\":\""),
    ])
  func `a broken JSON Feed is noticed`(old: String, new: String) throws {
    let text = try text(.json)
    #expect(try JSONFeedRules(Array(text.utf8)).faults == [])
    let place = try #require(text.firstRange(of: old), "nothing to change: \(old) in \(text)")
    let broken = text.replacingCharacters(in: place, with: new)
    #expect(try !JSONFeedRules(Array(broken.utf8)).faults.isEmpty)
  }
}
