import Foundation

extension String {
  /// The name folded to `[a-z0-9]` and a separator, as addresses and handles want it.
  ///
  /// German letters become two (`ä` → `ae`, `ß` → `ss`), other diacritics fall off, everything else
  /// that is no letter or digit becomes one separator between words. Empty where no Latin letter and
  /// no digit is left, as with names in Cyrillic: the caller finds another.
  public func slug(separator: Character = "-") -> String {
    var words: [String] = []
    var word = ""
    for scalar in precomposedStringWithCanonicalMapping.lowercased().unicodeScalars
    where !Self.isSilent(scalar) {
      let folded = Self.folded(scalar)
      if folded.isEmpty, !word.isEmpty {
        words.append(word)
        word = ""
      }
      word += folded
    }
    if !word.isEmpty { words.append(word) }
    return words.joined(separator: String(separator))
  }

  /// Letters that keep no diacritic to fall off, and those that German writes with two.
  private static let spellings: [Unicode.Scalar: String] = [
    "ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d",
    "ð": "d", "þ": "th", "ħ": "h", "ı": "i",
  ]

  /// Marks, hyphens that show only at the end of a line, and the Catalan dot: no word ends there.
  private static func isSilent(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .format: true
    default: scalar == "·"
    }
  }

  private static func folded(_ scalar: Unicode.Scalar) -> String {
    if let spelling = spellings[scalar] { return spelling }
    let parts = String(scalar).decomposedStringWithCompatibilityMapping.lowercased().unicodeScalars
    let plain = parts.filter { ("a"..."z").contains($0) || ("0"..."9").contains($0) }
    return String(String.UnicodeScalarView(plain))
  }
}
