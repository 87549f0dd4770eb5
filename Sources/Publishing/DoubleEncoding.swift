/// Text that some publisher's software encoded as UTF-8 twice: `Ã¼` where `ü` was meant.
enum DoubleEncoding {
  /// The text as it was before the second time; itself, unless all of it was encoded twice.
  static func undone(_ text: String) -> String {
    var text = text
    while isSuspect(text), let once = decoded(text) { text = once }
    return text
  }

  /// Whether a character follows which begins a sequence of two bytes with the other half of one.
  private static func isSuspect(_ text: String) -> Bool {
    var before: Unicode.Scalar = " "
    for scalar in text.unicodeScalars {
      let isSecond = (0x80...0xbf).contains(scalar.value)
      if isSecond, before == "\u{C2}" || before == "\u{C3}" { return true }
      before = scalar
    }
    return false
  }

  private static func decoded(_ text: String) -> String? {
    var bytes: [UInt8] = []
    for scalar in text.unicodeScalars {
      guard let byte = UInt8(exactly: scalar.value) else { return nil }
      bytes.append(byte)
    }
    return String(validating: bytes, as: UTF8.self)
  }
}
