import Testing

@testable import Publishing

struct WordingTests {
  @Test(arguments: Word.allCases)
  func `every word exists in both languages`(word: Word) {
    for wording in [Wording.german, .english] {
      #expect(wording.words[word]?.isEmpty == false)
    }
  }

  @Test(arguments: Word.allCases)
  func `both languages have places for the same values`(word: Word) {
    func places(_ wording: Wording) -> Set<Substring> {
      Set(wording(word).matches(of: /%[0-9]/).map { $0.0 })
    }
    #expect(places(.german) == places(.english))
  }

  @Test func `values are put in as they are`() {
    #expect(Wording.german(.readAt, "50 %1 %x eG") == "Weiterlesen bei 50 %1 %x eG")
  }

  @Test func `one is singular, the rest is plural`() {
    #expect(Wording.german.count(1, .more, "Hof") == "1 weiterer Eintrag von Hof")
    #expect(Wording.german.count(4, .more, "Hof") == "4 weitere Einträge von Hof")
    #expect(Wording.english.count(0, .unanswered) == "0 sources did not answer lately.")
  }

  @Test func `a name may hold the sign that parts singular from plural`() {
    #expect(Wording.german.count(2, .more, "A|B") == "2 weitere Einträge von A|B")
  }

  @Test func `languages other than German are served in English`() {
    #expect(Wording(language: "de-CH").language == "de")
    #expect(Wording(language: "fr").language == "en")
  }
}
