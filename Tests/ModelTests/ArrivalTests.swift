import Model
import Testing

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
