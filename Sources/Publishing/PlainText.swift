import Foundation
import Markup

/// Text as any document of ours may hold it.
enum PlainText {
  /// The text in normal form C, encoded once, without controls and what else XML 1.0 excludes
  /// (section 2.2); a question mark stands for what was lost before it came to us.
  static func clean(_ text: String) -> String {
    if isClean(text) { return text }
    let scalars = DoubleEncoding.undone(text).precomposedStringWithCanonicalMapping.unicodeScalars
      .filter(isAllowed)
      .map { $0 == lost ? "?" : $0 }
    return String(String.UnicodeScalarView(scalars))
  }

  /// Clean text without blanks around it; `nil` where nothing remains.
  static func line(_ text: String?) -> String? {
    guard let text = text.map(clean), let start = text.firstIndex(where: { !$0.isWhitespace }),
      let end = text.lastIndex(where: { !$0.isWhitespace })
    else { return nil }
    return String(text[start...end])
  }

  /// Clean text in which every mark-up character is a `Character` of its own.
  ///
  /// A combining mark behind a quote is parted from it by a word joiner: the template engine escapes
  /// whole characters, and would not recognise the quote in such a pair.
  static func separated(_ text: String) -> String {
    let text = clean(text)
    guard text.utf8.contains(where: { $0 >= 0x80 }), text.unicodeScalars.contains(where: isMarkup)
    else { return text }
    var separated = String.UnicodeScalarView()
    for character in text {
      let scalars = character.unicodeScalars
      let isCompound = scalars.count > 1 && scalars.contains(where: isMarkup)
      for scalar in scalars {
        separated.append(scalar)
        if isCompound { separated.append(joiner) }
      }
    }
    return String(separated)
  }

  /// Clean text that is the same whether it is read as text or as HTML.
  ///
  /// Some feed readers take a title for HTML, whatever its format says. A word joiner, which nobody
  /// sees, keeps what looks like a tag or a character reference from being one.
  static func disarmed(_ text: String) -> String {
    let text = clean(text)
    guard text.utf8.contains(where: { $0 == 0x26 || $0 == 0x3c }) else { return text }
    var disarmed = String.UnicodeScalarView()
    var rest = text.unicodeScalars[...]
    while let scalar = rest.popFirst() {
      disarmed.append(scalar)
      let mustPart = scalar == "<" ? startsTag(rest) : scalar == "&" ? startsReference(rest) : false
      if mustPart { disarmed.append(joiner) }
    }
    return String(disarmed)
  }

  /// Whether a tag begins, or a mail address between angle brackets.
  private static func startsTag(_ rest: Substring.UnicodeScalarView) -> Bool {
    guard let first = rest.first else { return false }
    return first.properties.isAlphabetic || first == "/" || first == "!" || first == "?"
      || rest.prefix(320).prefix { $0 != ">" }.contains("@")
  }

  private static func startsReference(_ rest: Substring.UnicodeScalarView) -> Bool {
    let name = rest.prefix(32).prefix { $0.properties.isAlphabetic || isPartOfWord($0) }
    guard rest.first != "#", !name.isEmpty else { return rest.first == "#" }
    return rest[name.endIndex...].first == ";" || name.contains(where: isPartOfWord)
      || HTMLEntities.scalars(for: Substring(name)) != nil
  }

  private static func isPartOfWord(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "_" || scalar.properties.numericType != nil
  }

  /// Whether a text is clean at first sight: letters of European languages, and their punctuation.
  ///
  /// Below U+0300 nothing combines; U+2002 to U+203F are dashes, quotes and ellipses. What is above may
  /// be clean too, but takes a closer look.
  private static func isClean(_ text: String) -> Bool {
    var before: (UInt8, UInt8) = (0, 0)
    for byte in text.utf8 {
      switch (before.1, byte) {
      // What may have been encoded twice.
      case (0x82...0x83, 0xc2) where before.0 == 0xc3: return false
      case (_, 0x20..<0x7f), (_, 0xc2...0xcb), (_, 0xe2), (0xe2, 0x80), (0xc3...0xcb, _): break
      case (0xc2, 0xa0...0xbf): break
      case (0x80, 0x82...0xbf) where before.0 == 0xe2: break
      default: return false
      }
      before = (before.1, byte)
    }
    return true
  }

  private static let joiner: Unicode.Scalar = "\u{2060}"
  private static let lost: Unicode.Scalar = "\u{FFFD}"

  private static func isMarkup(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "<" || scalar == ">" || scalar == "&" || scalar == "\"" || scalar == "'"
  }

  private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0a, 0x0d: true
    case 0x20..<0x7f: true
    case 0xa0...0xd7ff, 0xe000...0xfdcf, 0xfdf0...0xfffd: true
    case 0x1_0000...0x10_ffff: scalar.value & 0xfffe != 0xfffe
    default: false
    }
  }
}
