import Foundation
import Model
import Testing

@Suite struct SlugTests {
  @Test(arguments: [
    ("Größe & Übermut: Straße", "groesse-uebermut-strasse"), ("ẞ", "ss"),
    ("L’Œuvre à cœur", "l-oeuvre-a-coeur"), ("Col·lectiu Ràdio", "collectiu-radio"),
    ("  --A--  ", "a"), ("Łódź", "lodz"), ("Smørrebrød", "smorrebrod"), ("İstanbul", "istanbul"),
    ("Geno\u{ad}ssen", "genossen"), ("ﬁn № ²", "fin-no-2"), ("x\u{302}y", "xy"),
    ("news@coop.example", "news-coop-example"), ("東京 Coop", "coop"), ("", ""), ("🎉", ""),
    ("Кооператив", ""), ("Й", ""),
  ])
  func `names fold to letters and digits of any address`(name: String, slug: String) {
    #expect(name.slug() == slug)
  }

  @Test func `composed and decomposed names give one slug`() {
    #expect("u\u{308}ber".slug() == "\u{fc}ber".slug())
    #expect("über uns".slug(separator: "_") == "ueber_uns")
  }

  @Test func `a slug is its own slug`() {
    for name in ["Größe & Übermut", "L’Œuvre", "Ｃｏｏｐ 1"] {
      #expect(name.slug().slug() == name.slug())
    }
  }
}

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

@Suite struct ArrivalTests {
  @Test func `a permalink guid stands in for a missing link`() {
    var entry = Entry()
    entry.id = "http://a.example/1"
    #expect(Arrival(entry: entry, title: "", excerpt: "", text: "").link == nil)
    entry.idIsPermalink = true
    #expect(
      Arrival(entry: entry, title: "", excerpt: "", text: "").link
        == CanonicalURL("https://a.example/1"))
    entry.url = "https://a.example/2"
    #expect(
      Arrival(entry: entry, title: "", excerpt: "", text: "").link
        == CanonicalURL("https://a.example/2"))
  }

  @Test func `the digest follows title, link, words and enclosures, and nothing else`() {
    let base = Sample.arrival(guid: "1", link: "https://a.example/1", title: "A", text: "b c")
    var other = base.entry
    other.published = Sample.now
    other.categories = [Category(term: "x")]
    other.url = "http://www.a.example/1?utm_source=feed"
    let same = Arrival(entry: other, title: "A", excerpt: "z", text: "bc")
    #expect(same.digest == base.digest)
    other.enclosures = [.init(url: "https://a.example/1.mp3")]
    let heard = Arrival(entry: other, title: "A", excerpt: "z", text: "bc")
    #expect(heard.digest != base.digest)
    #expect(Arrival(entry: base.entry, title: "A b", excerpt: "", text: "c").digest != base.digest)
  }

  @Test(arguments: [
    ("Ein Café!", "EIN  cafe"), ("Straße", "straße"), ("Hello, World", "hello world"),
  ])
  func `titles are compared without case, diacritics and blanks`(one: String, other: String) {
    #expect(Sample.arrival(title: one).titleKey == Sample.arrival(title: other).titleKey)
    #expect(Sample.arrival(title: one).titleKey != nil)
  }

  @Test(arguments: ["", "  ", "—", "🎉🎉"])
  func `a title without letters is none`(title: String) {
    #expect(Sample.arrival(title: title).titleKey == nil)
  }
}
