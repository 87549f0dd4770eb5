import Feeds
import Model
import Testing

/// What feeds say in unusual places, and where it must arrive.
@Suite struct FeedQuirkTests {
  static func rss(_ body: String, base: String? = nil) throws -> Feed {
    let document = """
      <rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"><channel>\(body)</channel></rss>
      """
    return try FeedParser().parse(Array(document.utf8), baseURL: base)
  }

  static func atom(_ body: String, base: String? = nil) throws -> Feed {
    let document = "<feed xmlns=\"http://www.w3.org/2005/Atom\">\(body)</feed>"
    return try FeedParser().parse(Array(document.utf8), baseURL: base)
  }

  @Test(arguments: [
    ("<media:title>From the media</media:title>", "From the media"),
    ("<media:title>From the media</media:title><title>Own</title>", "Own"),
    ("<title>Own</title><media:title>From the media</media:title>", "Own"),
    ("<media:group><media:title>In a group</media:title></media:group>", "In a group"),
  ])
  func `a title among the media stands in for one that is missing`(
    item: String, title: String
  ) throws {
    let feed = try Self.rss("<item>\(item)</item>")
    #expect(feed.entries.first?.title?.value == title)
  }

  @Test func `an address between the tags keeps what the attributes say of it`() throws {
    let feed = try Self.atom(
      """
      <entry><link rel="enclosure" type="audio/mpeg">http://coop.example/a.mp3</link>
      <link rel="alternate" type="text/html">http://coop.example/a</link></entry>
      """)
    let entry = try #require(feed.entries.first)
    #expect(entry.url == "http://coop.example/a")
    #expect(entry.enclosures.map(\.url) == ["http://coop.example/a.mp3"])
    #expect(entry.links.map(\.type) == ["audio/mpeg", "text/html"])
  }

  @Test func `an empty reference is to where the document stands`() throws {
    let link = "<link rel=\"self\" href=\"\"/>"
    let address = "http://www.例え.example/feed"
    #expect(try Self.atom(link, base: address).feedURL == address)
    #expect(try Self.atom(link).feedURL == nil)
  }

  @Test(arguments: [
    ("/posts/1", "http://coop.example/posts/1"), ("urn:coop:1", "urn:coop:1"), ("1", "1"),
    ("HTTP://Coop.example/A", "HTTP://Coop.example/A"),
  ])
  func `an id that is a path is made an address`(id: String, expected: String) throws {
    let feed = try Self.atom("<entry><id>\(id)</id></entry>", base: "http://coop.example/feed")
    #expect(feed.entries.first?.id == expected)
  }

  @Test func `a picture among a feed's media is the feed's`() throws {
    let media = "<media:content url=\"http://coop.example/a.png\" medium=\"image\"/>"
    let feed = try Self.rss(media + "<media:content url=\"b.mp3\" type=\"audio/mpeg\"/>")
    #expect(feed.image?.url == "http://coop.example/a.png")
  }

  @Test func `a link of a podcast to its picture is the picture`() throws {
    let feed = try Self.rss(
      """
      <itunes:link rel="image" href="http://coop.example/a.png"
        xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"/>
      """)
    #expect(feed.image?.url == "http://coop.example/a.png")
    #expect(feed.links.isEmpty)
  }

  @Test func `a JSON feed is known by its address, its author by mail`() throws {
    let document = """
      {"version": "https://jsonfeed.org/version/1.1", "feed_url": "http://coop.example/feed.json",
       "authors": [{"url": "mailto:ada@coop.example?subject=Feed"}],
       "items": [{"id": ["no", "id"]}, {"id": 7}]}
      """
    let feed = try FeedParser().parse(Array(document.utf8))
    #expect(feed.id == "http://coop.example/feed.json")
    #expect(feed.authors == [Person(email: "ada@coop.example")])
    #expect(feed.entries.map(\.id) == ["7"])
  }

  @Test func `markup where none belongs leaves its words`() throws {
    let feed = try Self.rss(
      """
      <category><p>Work &amp; <b>bread</b></p></category><generator><i>Mill</i></generator>
      <managingEditor><p>Ada L.</p></managingEditor><item><guid><b>7</b></guid></item>
      """)
    #expect(feed.categories.map(\.term) == ["Work & bread"])
    #expect(feed.generator?.name == "Mill")
    #expect(feed.authors == [Person(name: "Ada L.")])
    #expect(feed.entries.map(\.id) == ["7"])
  }

  @Test(arguments: [
    "http://purl.org/rss/1.0/modules/content", " http://purl.org/rss/1.0/modules/content/ ",
    "https://purl.org/rss/1.0/modules/Content/#",
  ])
  func `a namespace is known in all spellings`(address: String) throws {
    let feed = try Self.rss(
      "<item><c:encoded xmlns:c=\"\(address)\">all of it</c:encoded></item>")
    #expect(feed.entries.first?.content.map(\.text.value) == ["all of it"])
  }

  @Test func `an item of RSS in an Atom feed is an entry`() throws {
    let feed = try Self.atom("<item><title>Lost</title></item>")
    #expect(feed.entries.map(\.title?.value) == ["Lost"])
  }

  @Test func `a reference to no character is the sign for one`() throws {
    let feed = try Self.rss("<title>a &#1114112; b &#xD800; c</title>")
    #expect(feed.title?.value == "a \u{FFFD} b \u{FFFD} c")
    #expect(feed.recovered)
  }

  @Test func `what a damaged document declares keeps its meaning`() throws {
    let document = """
      <!DOCTYPE rss [<!ENTITY coop 'Co-op "A"'> <!ENTITY mark "]"> <!ENTITY copy "(c)"> ]>
      <rss version="2.0"><channel><title>&coop; & &mark; &copy; &eacute; &none;</title></channel></rss>
      """
    let feed = try FeedParser().parse(Array(document.utf8))
    #expect(feed.title?.value == #"Co-op "A" & ] (c) é &none;"#)
  }

  @Test(arguments: [
    ("cp-is", "Ç"), ("ptcp154", "Җ"), ("cyrillic-asian", "Җ"), ("ibm1125", "А"),
    ("csPC8CodePage437", "Ç"), ("maclatin2", "Ä"), ("macroman", "Ä"),
  ])
  func `rare encodings are known by all their names`(label: String, letter: String) throws {
    let head = "<?xml version=\"1.0\" encoding=\"\(label)\"?><rss><channel><title>"
    let bytes = Array(head.utf8) + [0x80] + Array("</title></channel></rss>".utf8)
    #expect(try FeedParser().parse(bytes).title?.value == letter)
  }
}
