/// Our own words, in the language of the site.
struct Wording: Sendable {
  let language: String
  init(language: String) { self.language = language.hasPrefix("en") ? "en" : "de" }
  enum Word { case reservationNote }
  func callAsFunction(_ word: Word) -> String { "" }
}
