/// Text as HTML: character references are read, and only what must be is written as one.
extension HTMLBuffer {
  /// What bytes are before they are written as HTML.
  enum Source {
    /// Text of a fragment.
    case text
    /// The value of an attribute, to stand between double quotes again.
    case attribute
    /// Text or a value whose character references are already read.
    case decoded
  }

  /// Appends text or a value; control characters go, for no reader shows them and XML forbids them.
  mutating func append(_ bytes: UnsafeBufferPointer<UInt8>, as source: Source) {
    var run = 0
    var i = 0
    while true {
      i = Self.plainEnd(of: bytes, from: i)
      guard i < bytes.count else { break }
      let length = special(in: bytes, at: i, runStart: run, as: source)
      i += max(length, 1)
      if length > 0 { run = i }
    }
    append(bytes.part(run, bytes.count))
  }

  /// Appends bytes with their character references read and nothing escaped.
  mutating func appendDecoded(_ bytes: UnsafeBufferPointer<UInt8>, inAttribute: Bool) {
    var i = 0
    while i < bytes.count {
      let byte = bytes[i]
      if byte == .ampersand,
        let reference = HTMLReference(bytes, at: i, inAttribute: inAttribute)
      {
        append(scalar: reference.first)
        if reference.second != 0 { append(scalar: reference.second) }
        i += reference.length
      } else {
        if byte == 0 { append(scalar: 0xFFFD) } else { append(byte) }
        i += 1
      }
    }
  }

  /// The first place from `start` on whose byte may have to be written in another way; eight bytes a step.
  @inline(__always)
  private static func plainEnd(of bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    var i = start
    let raw = UnsafeRawBufferPointer(bytes)
    while i + 8 <= bytes.count {
      let marks = marks(of: raw.loadUnaligned(fromByteOffset: i, as: UInt64.self).littleEndian)
      i += marks.trailingZeroBitCount / 8
      guard marks != 0 else { continue }
      if mayNeedEscape(bytes[i]) { return i }
      i += 1
    }
    while i < bytes.count, !mayNeedEscape(bytes[i]) { i += 1 }
    return i
  }

  /// Whether a byte is a control character other than tab and line feed, or one of `"&<>`.
  @inline(__always)
  private static func mayNeedEscape(_ byte: UInt8) -> Bool {
    byte < 63 && 0x5000_0044_FFFF_F9FF >> UInt64(byte) & 1 != 0
  }

  /// Marks the first of eight bytes that is a control character or one of `"&<>`, which differ in pairs by one bit.
  ///
  /// A borrow may mark bytes after it too, never one before it.
  @inline(__always)
  private static func marks(of word: UInt64) -> UInt64 {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let control = (word &- (ones &* 32)) & ~word
    let quotes = (word & ~(ones &* 4)) ^ (ones &* 34)
    let brackets = (word & ~(ones &* 2)) ^ (ones &* 60)
    let zero = ((quotes &- ones) & ~quotes) | ((brackets &- ones) & ~brackets)
    return (control | zero) & (ones &* 128)
  }

  /// Writes what stands at a place in its stead, after the run before it; 0 where it may stay.
  private mutating func special(
    in bytes: UnsafeBufferPointer<UInt8>, at place: Int, runStart: Int, as source: Source
  ) -> Int {
    let byte = bytes[place]
    if byte == 34, source == .text { return 0 }
    append(bytes.part(runStart, place))
    if byte == .ampersand, source != .decoded,
      let reference = HTMLReference(bytes, at: place, inAttribute: source == .attribute)
    {
      append(escaping: reference.first)
      if reference.second != 0 { append(escaping: reference.second) }
      return reference.length
    }
    if byte == 13 {
      let isPair = place + 1 < bytes.count && bytes[place + 1] == 10
      if !isPair { append(10) }
    } else {
      append(escaping: UInt32(byte))
    }
    return 1
  }

  private mutating func append(escaping value: UInt32) {
    switch value {
    case 38: append("&amp;")
    case 60: append("&lt;")
    case 62: append("&gt;")
    case 34: append("&quot;")
    case 9, 10: append(UInt8(value))
    case 12, 13: append(UInt8(ascii: " "))
    case 0..<32, 0xFFFE, 0xFFFF: break
    default: append(scalar: value)
    }
  }
}
