import Foundation

/// Normalisation form C (UAX 15), for texts that are nearly always in it already.
enum XMLNormalisation {
  /// The text in normalisation form C.
  static func composed(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 < 0xCC }) { return text }
    guard text.unicodeScalars.contains(where: mayChange) else { return text }
    return text.precomposedStringWithCanonicalMapping
  }

  /// Whether a code point can be part of what composing changes; errs to the side of yes.
  private static func mayChange(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case ..<0x300, 0x400..<0x483, 0x48A..<0x530, 0x2010..<0x2126, 0x212C..<0x2329,
      0x232B..<0x2ADC, 0x3000..<0x3099, 0x309B..<0xD7A4, 0xFE00..<0xFFFE, 0x1_F000..<0x2_F800:
      false
    default: true
    }
  }
}
