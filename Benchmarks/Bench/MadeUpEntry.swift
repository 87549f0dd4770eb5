import Foundation
import Model

/// An entry made up from its number, the same every time.
///
/// Common words stand in every other text of a language, compounds of two words are rare, and the number in the
/// title is unique.
struct MadeUpEntry {
  let title: String
  let text: String
  let language: String
  private let categories: [String]

  init(number: Int) {
    let isEnglish = number % 3 == 0
    let words = isEnglish ? Vocabulary.english : Vocabulary.german
    var dice = Dice(seed: number)
    language = isEnglish ? "en" : "de"
    title = "\(dice.word(of: words)) \(dice.word(of: words)) \(number)"
    text = (0..<60).map { _ in dice.word(of: words) }.joined(separator: " ")
    categories = [dice.word(of: words), dice.word(of: words)]
  }

  /// The entry as it comes from a source.
  func arrival(id: String, url: String, published: Date) -> Arrival {
    var entry = Entry()
    entry.id = id
    entry.url = url
    entry.published = published
    entry.language = language
    entry.categories = categories.map { Category(term: $0) }
    entry.contentHTML = "<p>\(text)</p>"
    return Arrival(entry: entry, title: title, excerpt: String(text.prefix(180)), text: text)
  }
}

/// SplitMix64: even, quick and the same on every machine.
private struct Dice: RandomNumberGenerator {
  private var state: UInt64

  init(seed: Int) { state = UInt64(truncatingIfNeeded: seed) &* 0x2545_f491_4f6c_dd1d }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }

  /// A word, the first ones of the list more often; every fourth is a compound.
  mutating func word(of words: [String]) -> String {
    let first = simpleWord(of: words)
    return Int.random(in: 0..<4, using: &self) == 0 ? first + simpleWord(of: words) : first
  }

  private mutating func simpleWord(of words: [String]) -> String {
    let place = Double.random(in: 0..<1, using: &self)
    return words[Int(Double(words.count) * place * place)]
  }
}
