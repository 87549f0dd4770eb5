import Feeds
import Foundation
import Model
import Testing

/// A document around outlines, with our namespace declared.
func opml(_ body: String, head: String = "<title>Liste</title>") -> [UInt8] {
  let text = """
    <?xml version="1.0" encoding="UTF-8"?>
    <opml version="2.0" xmlns:coop="urn:coopwire:opml"><head>\(head)</head><body>
    \(body)
    </body></opml>
    """
  return Array(text.utf8)
}

@Suite struct OPMLReaderTests {
  private func messages(_ list: SubscriptionList) -> [String] {
    list.troubles.map(\.description)
  }

  // MARK: Sources

  @Test func `an outline with an address is a source`() throws {
    let list = try OPMLReader.read(
      opml(
        """
        <outline type="rss" text="kurz" title="Windpost" xmlUrl=" https://wind.example/feed "
          htmlUrl="https://wind.example/" description="Neues vom Wind" language="de-AT"/>
        """))
    var expected = Subscription(feedURL: "https://wind.example/feed", title: "Windpost")
    expected.homePageURL = "https://wind.example/"
    expected.description = "Neues vom Wind"
    expected.language = "de-AT"
    #expect(list == SubscriptionList(title: "Liste", subscriptions: [expected]))
  }

  @Test(arguments: ["xmlUrl", "xmlurl", "XMLURL", "xmlURL", "url"])
  func `the address has many spellings`(name: String) throws {
    let list = try OPMLReader.read(opml("<outline text='A' \(name)='http://a.example/f'/>"))
    #expect(list.subscriptions.map(\.feedURL) == ["http://a.example/f"])
  }

  @Test(arguments: ["rss", "atom", "RSS", "feed", "pie", ""])
  func `any type will do`(type: String) throws {
    let list = try OPMLReader.read(
      opml("<outline type='\(type)' text='A' xmlUrl='http://a.example/f'/>"))
    #expect(list.subscriptions.count == 1)
    #expect(list.troubles.isEmpty)
  }

  @Test func `a source without any name has none`() throws {
    let list = try OPMLReader.read(
      opml("<outline xmlUrl='http://a.example/f' language='unknown'/>"))
    #expect(list.subscriptions == [Subscription(feedURL: "http://a.example/f", title: "")])
    #expect(list.troubles.isEmpty)
  }

  @Test func `a name is read on one line`() throws {
    let list = try OPMLReader.read(opml("<outline text=' A\n\t B ' xmlUrl='http://a.example/f'/>"))
    #expect(list.subscriptions.map(\.title) == ["A B"])
  }

  @Test func `every option is read`() throws {
    let list = try OPMLReader.read(
      opml(
        """
        <outline text="A" xmlUrl="http://a.example/f" coop:handle="a_1" coop:content="full"
          coop:images="yes" coop:paused="yes" coop:ap="unlisted" coop:account="@ann@social.example"
          coop:warning="Streit" coop:tags="Wind, #Bürgerenergie" coop:interval="90"
          coop:include="eG , Genossenschaft" coop:exclude="Stellenanzeige"
          coop:consent="am 3. Mai gefragt" coop:licence="CC BY 4.0"/>
        """))
    let source = try #require(list.subscriptions.first)
    #expect(list.troubles.isEmpty)
    #expect(source.handle == "a_1")
    #expect(source.content == .full)
    #expect(source.showsImages && source.isPaused)
    #expect(source.federation == .unlisted)
    #expect(source.account == "@ann@social.example")
    #expect(source.warning == "Streit")
    #expect(source.tags == ["Wind", "Bürgerenergie"])
    #expect(source.interval == 90)
    #expect(source.include == ["eG", "Genossenschaft"])
    #expect(source.exclude == ["Stellenanzeige"])
    #expect(source.consent == "am 3. Mai gefragt")
    #expect(source.licence == "CC BY 4.0")
  }

  @Test func `an option is known by its namespace, not by its prefix`() throws {
    let text = """
      <opml xmlns:k="urn:coopwire:opml" xmlns:coop="urn:something:else"><body>
      <outline xmlUrl="http://a.example/f" k:content="title" coop:paused="yes"/></body></opml>
      """
    let list = try OPMLReader.read(Array(text.utf8))
    #expect(list.subscriptions.first?.content == .title)
    #expect(list.subscriptions.first?.isPaused == false)
    #expect(list.troubles.isEmpty)
  }

  @Test func `a prefix without declaration is refused, for the option would be lost`() throws {
    let text = "<opml><body><outline xmlUrl='http://a.example/f' coop:paused='yes'/></body></opml>"
    #expect(throws: OPMLError.undeclaredPrefix) { try OPMLReader.read(Array(text.utf8)) }
    let document = try OPMLReader.document(Array(text.utf8), leniently: true)
    #expect(document.listings.count == 1)
  }

  // MARK: Values that mean nothing

  @Test(arguments: [
    ("coop:content='some'", "coop:content is \"some\""),
    ("coop:images='true'", "coop:images is \"true\""),
    ("coop:paused='1'", "coop:paused is \"1\""),
    ("coop:ap='private'", "coop:ap is \"private\""),
    ("coop:interval='soon'", "coop:interval is \"soon\""),
    ("coop:interval='-5'", "coop:interval is \"-5\""),
    ("coop:interval='99999999999999999999'", "coop:interval is"),
    ("coop:account='ann@social.example'", "coop:account is"),
    ("coop:account='@ann'", "coop:account is"),
    ("coop:handle='Wind'", "coop:handle is \"Wind\""),
    ("coop:handle='w'", "coop:handle is \"w\""),
    ("coop:handle='news'", "is a name of the newswire itself"),
    ("coop:handle='coopwire'", "is a name of the newswire itself"),
    ("coop:tags='2026'", "\"2026\""),
    ("coop:tags='so nicht'", "\"so nicht\""),
    ("htmlUrl='javascript:alert(1)'", "htmlUrl is \"javascript:alert(1)\""),
    ("coop:pausd='yes'", "coop:pausd has no effect on a source"),
    ("coop:slug='a'", "coop:slug has no effect on a source"),
    ("language='deutsch, meist'", "language is \"deutsch, meist\""),
  ])
  func `a value that means nothing is named and the default holds`(
    attribute: String, part: String
  ) throws {
    let list = try OPMLReader.read(
      opml("\n<outline text='A' xmlUrl='http://a.example/f' \(attribute)/>"))
    #expect(list.subscriptions == [Subscription(feedURL: "http://a.example/f", title: "A")])
    #expect(list.troubles.map(\.line) == [4])
    #expect(list.troubles.first?.message.contains(part) == true, "\(messages(list))")
  }

  @Test func `a handle belongs to whom it was given first`() throws {
    let list = try OPMLReader.read(
      opml(
        """
        <outline text='Wind' coop:handle='wind'>
        <outline xmlUrl='http://a.example/f' coop:handle='wind'/>
        <outline xmlUrl='http://b.example/f' coop:handle='sun'/>
        <outline xmlUrl='http://c.example/f' coop:handle='sun'/></outline>
        """))
    #expect(list.folders.first?.handle == "wind")
    #expect(list.subscriptions.map(\.handle) == [nil, "sun", nil])
    #expect(list.troubles.map(\.line) == [4, 6])
    #expect(list.troubles.last?.message.contains("taken in line 5") == true)
  }

  // MARK: Outlines that are no sources

  @Test(arguments: [
    ("<outline text='A'/>", "\"A\" has neither an address nor outlines inside"),
    ("<outline/>", "an outline without a name has neither"),
    ("<outline text='A' xmlUrl='  '/>", "has neither an address"),
    ("<outline text='A' htmlUrl='http://a.example/'/>", "has neither an address"),
    ("<outline text='A' xmlUrl='ftp://a.example/f'/>", "cannot ask \"ftp://a.example/f\""),
    ("<outline text='A' xmlUrl='a.example/f'/>", "cannot ask \"a.example/f\""),
    ("<outline text='A' xmlUrl='file:///etc/passwd'/>", "cannot ask"),
    ("<outline text='A' coop:account='@a@b.example'/>", "add type=\"activitypub\", else xmlUrl"),
    ("<outline text='A' type='activitypub'/>", "it names no account"),
    ("<outline text='A' type='activitypub' coop:account='a@b.example'/>", "is no account"),
    ("<outline text='A' type='activitypub' coop:account='@a@b?c'/>", "is no account"),
    ("<outline text='A' type='activitypub' coop:account='@ä@b.example'/>", "is no account"),
    ("<outline text='A' type='include' url='http://a.example/b.opml'/>", "not read yet"),
    ("<outline text='A' type='link' url='http://a.example/b.opml'/>", "not read yet"),
  ])
  func `an outline that is no source is named and left out`(outline: String, part: String) throws {
    let list = try OPMLReader.read(opml(outline))
    #expect(list.subscriptions.isEmpty)
    #expect(list.troubles.map(\.line) == [3])
    #expect(list.troubles.first?.message.contains(part) == true, "\(messages(list))")
  }

  @Test func `an address with a password is left out, and the password is not repeated`() throws {
    let outline = "<outline text='A' xmlUrl='https://ann:secret@a.example/f?x=@'/>"
    let list = try OPMLReader.read(
      opml(outline + "<outline text='B' xmlUrl='https://b.example?to=@'/>"))
    #expect(list.subscriptions.map(\.title) == ["B"])
    #expect(list.troubles.first?.message.contains("holds a user") == true)
    #expect(list.troubles.first?.message.contains("secret") == false)
  }

  @Test func `the same address twice is one source with the folders of both`() throws {
    let list = try OPMLReader.read(
      opml(
        """
        <outline text='A'><outline title='eins' xmlUrl='http://www.a.example/f/'/></outline>
        <outline text='B'><outline title='zwei' xmlUrl='https://a.example/f' coop:paused='yes'/></outline>
        """))
    let source = try #require(list.subscriptions.first)
    #expect(list.subscriptions.count == 1)
    #expect(source.title == "eins")
    #expect(!source.isPaused)
    #expect(source.folders == [["A"], ["B"]])
    #expect(list.troubles.map(\.line) == [4])
    #expect(list.troubles.first?.message.contains("line 3") == true)
  }
}
