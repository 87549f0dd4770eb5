import Model
import Testing

@testable import Federation

struct HashtagTests {
  @Test(arguments: [
    ("wohnen", "Wohnen"), ("erneuerbare energien", "ErneuerbareEnergien"),
    ("IT-Sicherheit", "ITSicherheit"), ("#Brot", "Brot"), ("größe", "Größe"),
    ("e\u{301}cole", "École"), ("ökostrom 2.0", "Ökostrom20"), ("snake_case", "Snake_case"),
    ("новости", "Новости"), ("協同組合", "協同組合"), ("हिन्दी", "हिन्दी"),
    ("Web3 & Co.", "Web3Co"), ("G7", "G7"),
  ])
  func `terms become one word`(term: String, name: String) {
    #expect(Hashtag(term)?.name == name)
  }

  @Test(arguments: [
    "", " ", "#", "2026", "1_000", "___", "🍞", "&", "https://example.org/tag/brot",
    "ein ganzer Satz, der kein Schlagwort ist",
  ])
  func `what is no word is no hashtag`(term: String) {
    #expect(Hashtag(term) == nil)
  }

  @Test func `the operator's tags come first, each word once, five in all`() {
    let categories = ["Brot", "BROT", "getreide", "Mühle", "Öl", "Salz", "Zucker"].map {
      Category(term: $0)
    }
    let chosen = Hashtag.chosen(from: ["coop", "Getreide"], categories)
    #expect(chosen.map(\.name) == ["Coop", "Getreide", "Brot", "Mühle", "Öl"])
  }

  @Test func `a category's label counts more than its term`() {
    let category = Category(term: "1234", scheme: nil, label: "solidarische Ökonomie")
    #expect(
      Hashtag.chosen(from: [], [category]).map(\.path) == ["/tags/solidarische-%C3%B6konomie"])
  }
}
