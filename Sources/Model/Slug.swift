import Foundation

extension String {
  /// The name folded to `[a-z0-9]` and a separator, as addresses and handles want it.
  ///
  /// German letters become two (`ä` → `ae`, `ß` → `ss`), other diacritics fall off, everything else
  /// that is no letter or digit becomes one separator between words.
  public func slug(separator: Character = "-") -> String {
    var words: [String] = []
    var word = ""
    for scalar in precomposedStringWithCanonicalMapping.lowercased().unicodeScalars {
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

  private static func folded(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "a"..."z", "0"..."9": return String(scalar)
    case "ä": return "ae"
    case "ö": return "oe"
    case "ü": return "ue"
    case "ß": return "ss"
    case "æ": return "ae"
    case "ø": return "o"
    case "ł": return "l"
    default:
      let parts = String(scalar).decomposedStringWithCompatibilityMapping.unicodeScalars
      let plain = parts.filter { ("a"..."z").contains($0) || ("0"..."9").contains($0) }
      return String(String.UnicodeScalarView(plain))
    }
  }
}
