import Markup
import Testing

struct HTMLEntitiesTests {
  @Test(arguments: [
    ("amp", "&"), ("auml", "ä"), ("Auml", "Ä"), ("nbsp", "\u{A0}"), ("hellip", "…"), ("bdquo", "„"),
    ("euro", "€"),
    ("NotEqualTilde", "\u{2242}\u{338}"), ("CounterClockwiseContourIntegral", "∳"),
    ("zwnj", "\u{200C}"), ("Afr", "𝔄"),
    ("AElig", "Æ"), ("zscr", "𝓏"), ("there4", "∴"), ("frac12", "½"),
  ]) func `a name stands for its characters`(name: String, expected: String) {
    #expect(HTMLEntities.scalars(for: name) == expected)
  }

  @Test(arguments: ["", "a", "AUML", "amp;", "&amp", "nosuchname", "hellip ", "ä"])
  func `other names stand for nothing`(name: String) {
    #expect(HTMLEntities.scalars(for: name) == nil)
  }

  @Test(arguments: [
    ("&auml;&#228;&#xE4;&#XE4;", "ääää"), ("&copy2026 &copy;2026", "©2026 ©2026"),
    ("&notin; &notit;", "∉ ¬it;"),
    ("&hellip &nosuch; & &; &#; &#x;", "&hellip &nosuch; & &; &#; &#x;"),
    ("&#128;&#150;&#x9F;", "€–Ÿ"),
    ("&#0;&#xD800;&#x110000;&#4294967297;", "\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}"),
    ("&amp;lt;", "&lt;"), ("&#65", "A"),
    ("&acE;", "\u{223E}\u{333}"),
  ]) func `references in text are read as browsers read them`(html: String, expected: String) {
    #expect(HTMLText.plain(html) == expected)
  }
}
