import Feeds
import Foundation
import Testing

@Suite struct OPMLListingTests {
  private func listings(_ body: String) throws -> [OPML.Listing] {
    try OPMLReader.document(opml(body), leniently: true).listings
  }

  @Test func `every feed is listed in the order of the document`() throws {
    let listed = try listings(
      """
      <outline text="A"><outline text="B"><outline text="C">
      <outline text="tief" xmlUrl="http://deep.example/f" htmlUrl="http://deep.example/"/>
      </outline></outline></outline>
      <outline text="oben" xmlUrl="http://top.example/f"/>
      <outline text="D"><outline title="noch einmal" text="x" xmlUrl="http://top.example/f"/></outline>
      """)
    #expect(listed.map(\.title) == ["tief", "oben", "noch einmal"])
    #expect(listed.map(\.path) == [["A", "B", "C"], nil, ["D"]])
    #expect(listed.map(\.homePageURL) == ["http://deep.example/", nil, nil])
    #expect(listed.last?.feedURL == listed.dropLast().last?.feedURL)
  }

  @Test func `a feed that holds feeds is no folder`() throws {
    let listed = try listings(
      """
      <outline text="A" xmlUrl="http://a.example/"><outline xmlUrl="http://b.example/"/></outline>
      """)
    #expect(listed.map(\.feedURL) == ["http://a.example/", "http://b.example/"])
    #expect(listed.map(\.path) == [nil, nil])
  }

  @Test func `feeds that nobody closed follow each other`() throws {
    let open = (0..<100).map { "<outline text='\($0)' xmlUrl='http://a.example/\($0)'>\n" }.joined()
    let listed = try listings("<outline text='F'>" + open)
    #expect(listed.map(\.title) == (0..<100).map { "\($0)" })
    #expect(listed.allSatisfy { $0.path == ["F"] })
  }

  @Test func `names are read as they are written`() throws {
    let listed = try listings(
      """
      <outline text="&lt;b&gt;Fett&lt;/b&gt; &#8211; caf&#xe9;" xmlUrl="http://a.example/"/>
      """)
    #expect(listed.map(\.title) == ["<b>Fett</b> – café"])
  }

  @Test func `an outline that is a comment is not there, nor what it holds`() throws {
    let listed = try listings(
      """
      <outline text="A" isComment="true"><outline xmlUrl="http://a.example/"/></outline>
      <outline isComment="false" xmlUrl="http://b.example/"/>
      """)
    #expect(listed.map(\.feedURL) == ["http://b.example/"])
  }

  @Test func `outlines in odd places are found`() throws {
    let text = "<OPML><Outline Text='A' XmlUrl='http://a.example/'/></OPML>"
    let document = try OPMLReader.document(Array(text.utf8), leniently: true)
    #expect(document.listings.map(\.title) == ["A"])
  }
}
