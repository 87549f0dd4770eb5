import Foundation
import Model
import Testing

@testable import Publishing

/// The public list keeps the rules of OPML 2.0, and what machines are told keeps those of its formats.
@Suite struct ListRulesTests {
  private func faults(_ list: SubscriptionList, site: SiteProfile = Sample.site) throws -> [String]
  {
    let opml = PublicOPML(list, site: site, created: Sample.now, modified: Sample.now)
    return try OPMLRules(opml.document()).faults
  }

  private func list(_ change: (inout Subscription) -> Void) -> SubscriptionList {
    var subscription = Subscription(feedURL: "https://a.example/feed?a=1&b=2", title: "A & B")
    subscription.folders = [["Energie"], ["Energie", "Wind"], ["Presse"]]
    change(&subscription)
    return SubscriptionList(
      subscriptions: [subscription],
      folders: [
        Sample.energy, Folder(path: ["Energie", "Wind"], slug: "energie-wind"),
        Folder(path: ["Presse"], slug: "presse"),
      ])
  }

  @Test(arguments: Sample.hostile)
  func `whatever the operator writes, the list stays OPML`(words: String) throws {
    let list = list {
      $0.title = words
      $0.description = words
      $0.homePageURL = words
      $0.language = words
      $0.warning = words
      $0.tags = [words]
    }
    var site = Sample.site
    site.name = words
    site.imprint = words
    let faults = try faults(list, site: site)
    #expect(faults.isEmpty, "\(faults)")
  }

  @Test func `what breaks a list is noticed`() throws {
    let opml = PublicOPML(
      list { _ in }, site: Sample.site, created: Sample.now, modified: Sample.now)
    let text = String(decoding: opml.document(), as: UTF8.self)
    for (old, new) in [
      ("text=\"A", "name=\"A"), ("xmlUrl=", "xmlURL="), ("version=\"2.0\"", "version=\"3\""),
      ("<dateCreated>Fri, ", "<dateCreated>"), ("<docs>", "<doc>"),
    ] {
      let place = try #require(text.firstRange(of: old), "nothing to change: \(old)")
      let broken = text.replacingCharacters(in: place, with: new)
      #expect(try !OPMLRules(Array(broken.utf8)).faults.isEmpty, "\(old)")
    }
  }

  @Test(arguments: ["de", "en"])
  func `robots are told in lines of RFC 9309`(language: String) {
    var site = Sample.site
    site.language = language
    let lines = Reservation.robots(for: site).text.split(separator: "\n")
    let records = lines.filter { !$0.hasPrefix("#") }
    #expect(records.first?.lowercased().hasPrefix("user-agent: ") == true)
    for record in records {
      #expect(
        record.wholeMatch(of: /(?i)(user-agent: (\*|[a-z_\-]+)|(allow|disallow): \/\S*)/) != nil)
    }
  }

  @Test func `the reservation names a place and a value`() throws {
    let rules = try #require(
      JSONSerialization.jsonObject(with: Data(Reservation.tdmrep().body)) as? [[String: Any]])
    #expect(!rules.isEmpty)
    for rule in rules {
      #expect((rule["location"] as? String)?.hasPrefix("/") == true)
      #expect([0, 1].contains(rule["tdm-reservation"] as? Int))
      #expect(Set(rule.keys).isSubset(of: ["location", "tdm-reservation", "tdm-policy"]))
    }
  }
}
