import Model

/// Reads a person from the text in which RSS names one: `mail (Name)`, `Name <mail>`, or either alone.
enum PersonReader {
  static func person(_ text: String) -> Person? {
    let text = text.trimmed
    guard !text.isEmpty else { return nil }
    guard text.utf8.contains(UInt8(ascii: "@")) else { return Person(name: text) }
    guard let email = email(in: text) else { return Person(name: text) }
    var name = String(text[..<email.lowerBound] + text[email.upperBound...])
    for mark in ["mailto:", "<>", "()", "[]"] { name = name.replacing(mark, with: "") }
    name = name.trimmed
    if name.hasPrefix("("), name.hasSuffix(")") { name = String(name.dropFirst().dropLast()) }
    if name.hasPrefix("\""), name.hasSuffix("\""), name.count > 1 {
      name = String(name.dropFirst().dropLast())
    }
    name = name.trimmed
    while let last = name.last, last == "," || last == "-" || last == ":" {
      name = String(name.dropLast()).trimmed
    }
    return Person(name: name.isEmpty ? nil : name, email: String(text[email]))
  }

  /// Where an address stands: letters around an `@` with a dot behind it.
  private static func email(in text: String) -> Range<String.Index>? {
    var start = text.startIndex
    while let at = text[start...].firstIndex(of: "@") {
      var lower = at
      while lower > text.startIndex, isAddressCharacter(text[text.index(before: lower)]) {
        lower = text.index(before: lower)
      }
      var upper = text.index(after: at)
      while upper < text.endIndex, isAddressCharacter(text[upper]) {
        upper = text.index(after: upper)
      }
      while upper > at, text[text.index(before: upper)] == "." { upper = text.index(before: upper) }
      if lower < at, text[at..<upper].contains(".") || upper > text.index(after: at) {
        return lower..<upper
      }
      start = text.index(after: at)
    }
    return nil
  }

  private static func isAddressCharacter(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || "._%+-'!#$*/=?^`{|}~&".contains(character)
  }
}
