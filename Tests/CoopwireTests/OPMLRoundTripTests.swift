import Feeds
import Foundation
import Model
import Publishing
import Testing

@Suite struct OPMLRoundTripTests {
  private func published(_ list: SubscriptionList, of folder: Folder? = nil) throws
    -> SubscriptionList
  {
    let opml = PublicOPML(
      list, site: SiteProfile(origin: "https://news.example", version: "1"),
      created: Date(timeIntervalSince1970: 0), modified: Date(timeIntervalSince1970: 0))
    return try OPMLReader.read(folder.map { opml.document(of: $0) } ?? opml.document())
  }

  @Test func `the public list reads back as the operator's`() throws {
    let file = URL(filePath: #filePath).appending(path: "../../../feeds.opml").standardized
    let list = try OPMLReader.read(Array(Data(contentsOf: file)))
    var expected = list
    expected.title = "Coopwire"
    for index in expected.subscriptions.indices { expected.subscriptions[index].include = [] }
    #expect(try published(list) == expected)
  }

  @Test func `further folders and odd letters survive`() throws {
    var source = Subscription(feedURL: "https://a.example/f?a=1&b=<2>", title: "A \"B\" & <C>")
    source.folders = [["Ä & Ö", "In"], ["Zwei"], ["Drei", "Vier"]]
    source.tags = ["Eins", "Zwei"]
    source.interval = 120
    let list = SubscriptionList(
      title: "Coopwire", subscriptions: [source],
      folders: [
        Folder(path: ["Ä & Ö"], slug: "x"), Folder(path: ["Ä & Ö", "In"], slug: "x-in"),
        Folder(path: ["Zwei"], slug: "zwei"), Folder(path: ["Drei"], slug: "drei"),
        Folder(path: ["Drei", "Vier"], slug: "drei-vier"),
      ])
    #expect(try published(list) == list)
    #expect(try published(list, of: list.folders[2]).subscriptions.first?.folders == [["Zwei"]])
  }
}
