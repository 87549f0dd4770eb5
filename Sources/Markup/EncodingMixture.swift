/// Bytes that claim to be UTF-8 and are not: what is valid stays, every other byte is read as windows-1252.
///
/// The commonest case is a document of one encoding with a few pasted characters of the other.
struct EncodingMixture {
  private(set) var bytes: [UInt8] = []
  private(set) var isMisencoded = false
  private var hasMultibyte = false

  /// The encoding the bytes turned out to be in, where none of them was UTF-8 beyond ASCII.
  var encoding: String? {
    isMisencoded && !hasMultibyte ? EncodingLabel.windows1252.name : nil
  }

  init(_ source: UnsafeBufferPointer<UInt8>) {
    bytes.reserveCapacity(source.count + 16)
    var i = 0
    while i < source.count {
      if source[i] < 0x80 {
        bytes.append(source[i])
        i += 1
      } else if let length = Self.length(of: source, at: i) {
        hasMultibyte = true
        bytes += source.part(i, i + length)
        i += length
      } else {
        isMisencoded = true
        bytes += UTF8.encode(Self.windows1252(source[i])) ?? UTF8.encodedReplacementCharacter
        i += 1
      }
    }
  }

  /// Length of the character that begins at a place and is more than ASCII; `nil` where none does.
  static func length(of bytes: UnsafeBufferPointer<UInt8>, at place: Int) -> Int? {
    let lead = bytes[place]
    let length = lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0
    guard length > 0, place + length <= bytes.count else { return nil }
    let second = bytes[place + 1]
    let bounds: ClosedRange<UInt8> =
      switch lead {
      case 0xE0: 0xA0...0xBF
      case 0xED: 0x80...0x9F
      case 0xF0: 0x90...0xBF
      case 0xF4: 0x80...0x8F
      default: 0x80...0xBF
      }
    guard bounds.contains(second) else { return nil }
    for i in 2..<max(length, 2) where bytes[place + i] & 0xC0 != 0x80 { return nil }
    return length
  }

  /// What a byte means in windows-1252.
  static func windows1252(_ byte: UInt8) -> Unicode.Scalar {
    guard 0x80...0x9F ~= byte else { return Unicode.Scalar(byte) }
    return upperControls[Int(byte) - 0x80]
  }

  private static let upperControls: [Unicode.Scalar] = [
    "\u{20AC}", "\u{81}", "\u{201A}", "\u{0192}", "\u{201E}", "\u{2026}", "\u{2020}", "\u{2021}",
    "\u{02C6}", "\u{2030}", "\u{0160}", "\u{2039}", "\u{0152}", "\u{8D}", "\u{017D}", "\u{8F}",
    "\u{90}", "\u{2018}", "\u{2019}", "\u{201C}", "\u{201D}", "\u{2022}", "\u{2013}", "\u{2014}",
    "\u{02DC}", "\u{2122}", "\u{0161}", "\u{203A}", "\u{0153}", "\u{9D}", "\u{017E}", "\u{0178}",
  ]
}
