import Model
import Testing

@Suite struct TagNameTests {
  @Test(arguments: [
    ("Genossenschaft", "genossenschaft"), ("#Genossenschaft", "genossenschaft"),
    (" Open   Source ", "open-source"), ("open-source", "open-source"), ("C++", "c"),
    ("Cafe\u{301}", "café"), ("ＣＯＯＰ", "coop"), ("Straße", "straße"), ("Кооператив", "кооператив"),
    ("a/b?c#d%e&f", "a-b-c-d-e-f"), ("Geno\u{ad}ssen\u{200b}schaft", "genossenschaft"),
    ("\u{202e}evil", "evil"), ("2026", "2026"), ("東京", "東京"), ("a\tb\nc", "a-b-c"),
  ])
  func `one word in any spelling has one name`(term: String, name: String) {
    #expect(TagName(term)?.description == name)
    #expect(TagName(name)?.description == name)
  }

  @Test(arguments: ["", "  ", "#", "/", ".", "..", "../..", "—", "🎉", "a\u{0}b", "\u{200b}"])
  func `what has no letter or digit names no list`(term: String) {
    #expect(TagName(term) == nil)
  }

  @Test func `a sentence is no tag`() {
    #expect(TagName(String(repeating: "a", count: 64)) != nil)
    #expect(TagName(String(repeating: "a", count: 65)) == nil)
    #expect(TagName("a" + String(repeating: "\u{301}", count: 10_000)) == nil)
  }
}
