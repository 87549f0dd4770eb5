import Markup

/// The namespaces that feeds use, each with the many addresses it has been given.
enum FeedSpace: UInt8, CaseIterable {
  /// RSS in all versions, and elements without namespace.
  case core = 1
  case atom
  /// Atom 0.3 and the drafts before it.
  case oldAtom
  case rdf, dc, terms, content, media, itunes, play, wfw, syndication, admin, feedburner, xhtml
  /// Known, and of no use here.
  case other

  /// What elements of feeds are called, for the reader.
  static let vocabulary = XMLVocabulary(
    names: FeedWord.numbers, spaces: numbered(addresses), prefixes: numbered(prefixes),
    bare: core.rawValue)

  private static func numbered(_ table: [(FeedSpace, [String])]) -> [String: UInt8] {
    var numbers: [String: UInt8] = [:]
    for (space, names) in table { for name in names { numbers[name] = space.rawValue } }
    return numbers
  }

  private static let addresses: [(FeedSpace, [String])] = [
    (
      .core,
      [
        "http://purl.org/rss/1.0/", "http://purl.org/net/rss1.1#",
        "http://my.netscape.com/rdf/simple/0.9/", "http://channel.netscape.com/rdf/simple/0.9/",
        "http://my.netscape.com/publish/formats/rss-0.91.dtd", "http://backend.userland.com/rss",
        "http://backend.userland.com/rss2", "http://backend.userland.com/rss091",
        "http://backend.userland.com/rss092", "http://blogs.law.harvard.edu/tech/rss",
        "http://cyber.law.harvard.edu/rss/rss.html", "http://www.rssboard.org/rss-specification",
      ]
    ),
    (
      .atom,
      [
        "http://www.w3.org/2005/atom"
      ]
    ),
    (
      .oldAtom,
      [
        "http://purl.org/atom/ns#",
        "http://purl.org/atom/ns#draft-ietf-atompub-format-10", "http://example.com/newformat#",
        "http://example.com/necho", "http://purl.org/echo/", "uri/of/echo/namespace#",
        "http://purl.org/pie/",
      ]
    ),
    (.rdf, ["http://www.w3.org/1999/02/22-rdf-syntax-ns#"]),
    (
      .dc,
      [
        "http://purl.org/dc/elements/1.1/", "http://purl.org/dc/elements/1.0/",
      ]
    ),
    (.terms, ["http://purl.org/dc/terms/"]),
    (.content, ["http://purl.org/rss/1.0/modules/content/"]),
    (
      .media,
      [
        "http://search.yahoo.com/mrss/", "http://video.search.yahoo.com/mrss",
        "http://www.rssboard.org/media-rss",
      ]
    ),
    (
      .itunes,
      [
        "http://www.itunes.com/dtds/podcast-1.0.dtd", "http://www.itunes.com/dtds/podcast-1.0",
        "http://example.com/dtds/podcast-1.0.dtd",
      ]
    ),
    (.play, ["http://www.google.com/schemas/play-podcasts/1.0"]),
    (.wfw, ["http://wellformedweb.org/commentapi/"]),
    (.syndication, ["http://purl.org/rss/1.0/modules/syndication/"]),
    (.admin, ["http://webns.net/mvcb/"]),
    (.feedburner, ["http://rssnamespace.org/feedburner/ext/1.0"]),
    (.xhtml, ["http://www.w3.org/1999/xhtml"]),
    (
      .other,
      [
        "http://purl.org/rss/1.0/modules/slash/", "http://www.georss.org/georss",
        "http://www.w3.org/2003/01/geo/wgs84_pos#", "http://purl.org/syndication/thread/1.0",
        "http://web.resource.org/cc/",
        "http://backend.userland.com/creativecommonsrssmodule", "http://www.w3.org/2000/svg",
        "http://podlove.org/simple-chapters", "https://podcastindex.org/namespace/1.0",
        "http://a9.com/-/spec/opensearch/1.1/", "http://schemas.google.com/g/2005",
        "http://www.youtube.com/xml/schemas/2015", "com-wordpress:feed-additions:1",
      ]
    ),
  ]

  private static let prefixes: [(FeedSpace, [String])] = [
    (.core, ["rss", "rss1", "rss10"]), (.atom, ["atom", "a", "atom10", "atom03"]),
    (.rdf, ["rdf"]), (.dc, ["dc"]), (.terms, ["dcterms"]), (.content, ["content"]),
    (.media, ["media"]), (.itunes, ["itunes", "itms"]), (.play, ["googleplay"]),
    (.wfw, ["wfw"]), (.syndication, ["sy", "syn"]), (.admin, ["admin"]), (.xhtml, ["xhtml"]),
  ]
}
