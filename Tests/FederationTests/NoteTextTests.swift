import Markup
import Testing

@testable import Federation

struct NoteTextTests {
  private static let family = "👨‍👩‍👧‍👦"

  private func visible(_ text: NoteText) -> String {
    HTMLText.plain(text.html(origin: "https://news.example.coop"))
  }

  @Test(arguments: [
    (String(repeating: "Titel ", count: 50), String(repeating: "Wort ", count: 80)),
    (String(repeating: "ß", count: 300), String(repeating: "ü", count: 200)),
    (String(repeating: family, count: 300), String(repeating: family, count: 200)),
    ("e" + String(repeating: "\u{301}", count: 2000), String(repeating: "x", count: 400)),
    ("", String(repeating: "Wort ", count: 500)),
    (String(repeating: "<&>", count: 100), String(repeating: "\"'", count: 100)),
  ])
  func `the whole is at most five hundred characters, however they are counted`(
    title: String, excerpt: String
  ) throws {
    let host = String(repeating: "a", count: 60) + ".example"
    let hashtags = Hashtag.chosen(
      from: (1...5).map { "Schlagwort mit vielen Zeichen\($0)" }, [])
    let text = NoteText(
      title: title, excerpt: excerpt, excerptLimit: 400,
      article: WebLink("https://\(host)/" + String(repeating: "lang", count: 200)),
      hashtags: hashtags)
    let words = visible(text).replacing("\n", with: "\n\n")
    #expect(words.unicodeScalars.count <= 500)
    #expect(words.count > (title.hasPrefix("e\u{301}") ? 300 : 60))
    #expect(words.contains(host + "/…"))
  }

  @Test func `a cut never splits a character`() {
    let text = String(repeating: Self.family, count: 10)
    let cut = Shortening.cut(text, graphemes: 99, scalars: 30)
    #expect(cut == String(repeating: Self.family, count: 4) + "…")
    #expect(Shortening.cut(text, graphemes: 3, scalars: 999) == Self.family + Self.family + "…")
    #expect(Shortening.cut(text, graphemes: 10, scalars: 70) == text)
    #expect(Shortening.cut(text, graphemes: 9, scalars: 0).isEmpty)
  }

  @Test func `a cut falls between words`() {
    #expect(Shortening.cut("Brot und Butter", graphemes: 12, scalars: 99) == "Brot und…")
    #expect(Shortening.cut("Brot, Butter", graphemes: 8, scalars: 99) == "Brot…")
    #expect(Shortening.cut("Brot und Butter", graphemes: 15, scalars: 15) == "Brot und Butter")
    #expect(Shortening.cut("Brotbutter", graphemes: 5, scalars: 99) == "Brot…")
    #expect(Shortening.cut("", graphemes: 5, scalars: 5).isEmpty)
  }

  @Test func `the excerpt gives way before the hashtags do`() {
    let text = NoteText(
      title: String(repeating: "x", count: 300), excerpt: String(repeating: "wort ", count: 40),
      excerptLimit: 200, article: WebLink("https://mill.example/a"),
      hashtags: Hashtag.chosen(from: ["Mehl", "Brot"], []))
    #expect(text.hashtags.map(\.name) == ["Mehl", "Brot"])
    #expect(visible(text).contains("wort…"))
  }
}
