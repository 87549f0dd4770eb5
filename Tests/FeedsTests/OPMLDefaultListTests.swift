import Feeds
import Foundation
import Model
import Testing

/// The list that comes with the program.
@Suite struct OPMLDefaultListTests {
  private func list() throws -> SubscriptionList {
    let root = URL(filePath: #filePath).appending(path: "../../../feeds.opml").standardized
    return try OPMLReader.read(Array(Data(contentsOf: root)))
  }

  @Test func `the default list has no trouble`() throws {
    let list = try list()
    #expect(list.troubles.map(\.description) == [])
    #expect(list.subscriptions.count == 65)
    #expect(list.subscriptions.filter { !$0.isPaused }.count == 29)
  }

  @Test func `every source stands in one sector and tells what it is`() throws {
    for source in try list().subscriptions {
      #expect(source.folders.count == 1 && source.folders.first?.count == 1, "\(source.title)")
      #expect(source.language != nil, "\(source.title)")
      #expect(source.description != nil, "\(source.title)")
      #expect(source.homePageURL != nil, "\(source.title)")
      #expect(source.handle != nil, "\(source.title)")
    }
  }

  @Test func `every sector has a slug and an English name`() throws {
    let folders = try list().folders
    let slugs = [
      "presse", "bewegung", "verbaende", "technik", "energie", "finanzen", "ernaehrung", "handel",
      "forschung", "medien",
    ]
    #expect(folders.map(\.slug) == slugs)
    #expect(folders.allSatisfy { $0.englishName != nil })
  }

  @Test func `a Mastodon account's feed names the account and has no mirror`() throws {
    let accounts = try list().subscriptions.filter { $0.feedURL.contains("/@") }
    #expect(accounts.count == 5)
    #expect(accounts.allSatisfy { $0.account != nil })
    #expect(try list().subscriptions.count { $0.account != nil } == accounts.count)
  }

  @Test func `press houses show their titles only`() throws {
    let press = try list().subscriptions.filter {
      $0.folders == [["Presse aus der Genossenschaftswelt"]]
        || $0.folders == [["Medien in Genossenschaftshand"]]
    }
    #expect(press.count == 26)
    #expect(press.allSatisfy { $0.content == .title })
  }
}
