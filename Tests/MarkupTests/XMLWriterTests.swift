import Markup
import Testing

struct XMLWriterTests {
  private func written(_ write: (inout XMLWriter) -> Void) -> String {
    var writer = XMLWriter(declaration: false)
    write(&writer)
    return writer.string
  }

  @Test func `a document has a declaration, nested elements and attributes in order`() {
    var writer = XMLWriter()
    writer.element("feed", ["xmlns": "http://www.w3.org/2005/Atom", "xml:lang": "de", "none": nil])
    { feed in
      feed.element("title", text: "a < b")
      feed.element("subtitle", text: nil)
      feed.element("link", ["href": "/?a&b", "rel": "self"])
    }
    let expected = """
      <?xml version="1.0" encoding="utf-8"?>
      <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><title>a &lt; b</title>\
      <link href="/?a&amp;b" rel="self"/></feed>
      """
    #expect(writer.string == expected)
  }

  @Test(arguments: [
    ("a&b<c>d\"e'f", "a&amp;b&lt;c&gt;d\"e'f"), ("]]>", "]]&gt;"), ("a\u{0}b\u{8}c\u{1B}d", "abcd"),
    ("a\tb\nc\rd", "a\tb\nc&#13;d"), ("\u{FFFE}\u{FFFF}\u{FFFD}\u{EFFF}x", "\u{FFFD}\u{EFFF}x"),
    ("Grüße 👩‍👩‍👧", "Grüße 👩‍👩‍👧"),
  ]) func `text is escaped and rid of what XML forbids`(text: String, expected: String) {
    #expect(written { $0.text(text) } == expected)
  }

  @Test func `text is composed`() {
    let text = written { $0.text("Ko\u{308}ln A\u{30A} \u{1112}\u{1161}\u{11AB} \u{212B}") }
    #expect(Array(text.unicodeScalars) == Array("K\u{F6}ln \u{C5} \u{D55C} \u{C5}".unicodeScalars))
  }

  @Test func `an attribute keeps line breaks and quotes`() {
    let text = written { $0.element("a", ["b": "\"<&>'\n\t\r\u{1}"]) }
    #expect(text == "<a b=\"&quot;&lt;&amp;&gt;'&#10;&#9;&#13;\"/>")
  }

  @Test(arguments: ["", "a b", "1a", "a>", "a=\"", "a:b:c", ":a", "a:", "<", "a\u{0}"])
  func `what is no name is not written`(name: String) {
    #expect(written { $0.emptyElement(name, []) } == "")
    #expect(written { $0.emptyElement("x", [(name, "y")]) } == "<x/>")
  }

  @Test func `an attribute is written once`() {
    #expect(
      written { $0.emptyElement("x", [("a", "1"), ("a", "2"), ("b:c", "3")]) }
        == "<x a=\"1\" b:c=\"3\"/>")
  }

  @Test func `text for HTML is escaped for content and attributes`() {
    #expect(XMLWriter.escaped("<a href=\"x\">&amp;") == "&lt;a href=&quot;x&quot;&gt;&amp;amp;")
  }
}
