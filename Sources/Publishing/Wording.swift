/// Our own words, in the language of the site.
///
/// Neutral in gender and tone. Places for values are written `%1`, `%2`, `%3`.
struct Wording: Sendable {
  /// `de` or `en`.
  let language: String
  let months: [String]
  /// From Sunday on.
  let weekdays: [String]
  let words: [Word: String]

  /// The words for a site's language; English where it is neither German nor English.
  init(language: String) {
    self = language.lowercased().hasPrefix("de") ? .german : .english
  }

  init(language: String, months: [String], weekdays: [String], words: [Word: String]) {
    self.language = language
    self.months = months
    self.weekdays = weekdays
    self.words = words
  }

  func callAsFunction(_ word: Word) -> String { words[word] ?? word.rawValue }

  /// The words with values in their places.
  func callAsFunction(_ word: Word, _ values: String...) -> String {
    Self.fill(self(word)[...], with: values)
  }

  /// A count with its noun; the words hold the singular and the plural, parted by `|`.
  func count(_ number: Int, _ word: Word, _ value: String = "") -> String {
    let forms = self(word).split(separator: "|")
    return Self.fill((number == 1 ? forms.first : forms.last) ?? "", with: [String(number), value])
  }

  private static func fill(_ words: Substring, with values: [String]) -> String {
    var text = ""
    var rest = words
    while let mark = rest.firstIndex(of: "%") {
      text += rest[..<mark]
      rest = rest[rest.index(after: mark)...]
      guard let place = rest.first?.wholeNumberValue, values.indices.contains(place - 1) else {
        text += "%"
        continue
      }
      text += values[place - 1]
      rest = rest.dropFirst()
    }
    return text + rest
  }

  /// A language by its name in the site's language; its tag where we do not know it.
  func name(ofLanguage tag: String) -> String {
    Word(rawValue: "language_" + tag).map { self($0) } ?? tag
  }

  /// Every word under its own name, for templates.
  var fields: Fields {
    var fields: Fields = [:]
    for word in Word.allCases { fields[word.rawValue] = .text(self(word)) }
    fields["languageTag"] = .text(language)
    fields["locale"] = .text(language == "de" ? "de_DE" : "en_GB")
    return fields
  }
}
