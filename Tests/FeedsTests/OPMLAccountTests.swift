import Feeds
import Model
import Testing

@Suite struct OPMLAccountTests {
  private let line = """
    <outline type="ActivityPub" text="Windpost" coop:account="@Wind@Social.example"
      coop:tags="Wind"/>
    """

  @Test func `an account without a feed is a source`() throws {
    let list = try OPMLReader.read(opml(line))
    let source = try #require(list.subscriptions.first)
    #expect(list.troubles.isEmpty)
    #expect(source.feedURL == "acct:wind@social.example")
    #expect(source.account == "@Wind@Social.example")
    #expect(source.isFediverse)
    #expect(source.accountName == "@wind@social.example")
    #expect(source.profileURL == "https://social.example/@wind")
    #expect(source.title == "Windpost" && source.tags == ["Wind"])
  }

  @Test func `an account with a feed is read as a feed`() throws {
    let list = try OPMLReader.read(
      opml("<outline type='activitypub' xmlUrl='http://a.example/f' coop:account='@a@a.example'/>"))
    #expect(list.subscriptions.map(\.feedURL) == ["http://a.example/f"])
    #expect(list.subscriptions.map(\.isFediverse) == [false])
    #expect(list.subscriptions.map(\.profileURL) == [nil])
  }

  @Test func `two lines of one account are one source in both folders`() throws {
    let again = "<outline type='activitypub' coop:account='@wind@social.example'/>"
    let list = try OPMLReader.read(
      opml("<outline text='A'>\(line)</outline><outline text='B'>\(again)</outline>"))
    #expect(list.subscriptions.map(\.folders) == [[["A"], ["B"]]])
    #expect(list.troubles.count == 1)
    #expect(list.troubles.first?.message.contains("@wind@social.example is listed") == true)
  }

  @Test func `an account is no feed among the feeds of a document`() throws {
    #expect(try OPMLReader.document(opml(line), leniently: true).listings.isEmpty)
  }
}
