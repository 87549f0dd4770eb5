/// Text as HTML: character references are read, and only what must be is written as one.
extension HTMLBuffer {
  /// Appends the text of a fragment; control characters go, for no reader shows them and XML forbids them.
  mutating func appendText(_ bytes: UnsafeBufferPointer<UInt8>) {
    var run = 0
    var i = 0
    while i < bytes.count {
      guard Self.mayNeedEscape(bytes[i]) else {
        i += 1
        continue
      }
      let length = special(in: bytes, at: i, runStart: run, inAttribute: false)
      i += max(length, 1)
      if length > 0 { run = i }
    }
    append(bytes.part(run, bytes.count))
  }

  /// Appends the value of an attribute, to stand between double quotes.
  mutating func appendAttribute(_ bytes: UnsafeBufferPointer<UInt8>) {
    var run = 0
    var i = 0
    while i < bytes.count {
      guard Self.mayNeedEscape(bytes[i]) else {
        i += 1
        continue
      }
      let length = special(in: bytes, at: i, runStart: run, inAttribute: true)
      i += max(length, 1)
      if length > 0 { run = i }
    }
    append(bytes.part(run, bytes.count))
  }

  /// Appends text whose character references are already read.
  mutating func appendEscaped(_ bytes: UnsafeBufferPointer<UInt8>) {
    for byte in bytes { append(escaping: UInt32(byte), isByte: true) }
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

  /// Whether a byte below `?` may have to be written in another way.
  @inline(__always)
  private static func mayNeedEscape(_ byte: UInt8) -> Bool {
    byte < 63 && 0x5000_0044_FFFF_F9FF >> UInt64(byte) & 1 != 0
  }

  /// Writes what stands at a place in its stead, after the run before it; 0 where it may stay.
  private mutating func special(
    in bytes: UnsafeBufferPointer<UInt8>, at place: Int, runStart: Int, inAttribute: Bool
  ) -> Int {
    let byte = bytes[place]
    if byte == 34, !inAttribute { return 0 }
    append(bytes.part(runStart, place))
    if byte == .ampersand,
      let reference = HTMLReference(bytes, at: place, inAttribute: inAttribute)
    {
      append(escaping: reference.first, isByte: false)
      if reference.second != 0 { append(escaping: reference.second, isByte: false) }
      return reference.length
    }
    if byte == 13 {
      let isPair = place + 1 < bytes.count && bytes[place + 1] == 10
      if !isPair { append(10) }
    } else {
      append(escaping: UInt32(byte), isByte: true)
    }
    return 1
  }

  private mutating func append(escaping value: UInt32, isByte: Bool) {
    switch value {
    case 38: append("&amp;")
    case 60: append("&lt;")
    case 62: append("&gt;")
    case 34: append("&quot;")
    case 9, 10: append(UInt8(value))
    case 12, 13: append(UInt8(ascii: " "))
    case 0..<32, 0xFFFE, 0xFFFF: break
    default: if isByte { append(UInt8(truncatingIfNeeded: value)) } else { append(scalar: value) }
    }
  }
}
