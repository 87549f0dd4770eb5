import Foundation

/// Text as any document of ours may hold it.
enum PlainText {
  /// The text without characters that XML 1.0 excludes (section 2.2), in normal form C.
  ///
  /// A combining mark behind `<`, `>`, `&` or a quote is parted from it by a word joiner: the template
  /// engine compares whole characters, and would not recognise the mark-up in such a pair.
  static func clean(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7f }) { return text }
    var cleaned = String.UnicodeScalarView()
    for character in text.precomposedStringWithCanonicalMapping {
      let scalars = character.unicodeScalars
      let isCompound = scalars.count > 1 && scalars.contains(where: isMarkup)
      for scalar in scalars where isAllowed(scalar) {
        if isCompound, !cleaned.isEmpty { cleaned.append(joiner) }
        cleaned.append(scalar)
      }
      if isCompound { cleaned.append(joiner) }
    }
    return String(cleaned)
  }

  private static let joiner: Unicode.Scalar = "\u{2060}"

  private static func isMarkup(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "<" || scalar == ">" || scalar == "&" || scalar == "\"" || scalar == "'"
  }

  /// Whether XML 1.0 allows the character, and it is none of the controls nobody can see.
  static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0a, 0x0d: true
    case 0x20..<0x7f: true
    case 0xa0...0xd7ff, 0xe000...0xfdcf, 0xfdf0...0xfffd: true
    case 0x1_0000...0x10_ffff: scalar.value & 0xfffe != 0xfffe
    default: false
    }
  }
}
