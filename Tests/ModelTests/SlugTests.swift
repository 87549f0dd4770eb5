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
