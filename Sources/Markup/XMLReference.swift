/// Character references of bytes that need not be well-formed.
enum XMLReference {
  /// Copies text with every reference made numeric, and every `&` that begins none escaped.
  static func copy(
    _ text: UnsafeBufferPointer<UInt8>, to output: inout HTMLBuffer, entities: XMLEntities,
    inAttribute: Bool = false
  ) {
    var i = 0
    while i < text.count {
      let byte = text[i]
      i += 1
      switch byte {
      case UInt8(ascii: "&"): i = reference(text, from: i, to: &output, entities)
      case 34 where !inAttribute: output.append(byte)
      default: writeCharacter(byte, to: &output)
      }
    }
  }

  /// Writes a character as it may stand in a text and in an attribute; one that XML forbids is left out.
  private static func writeCharacter(_ byte: UInt8, to output: inout HTMLBuffer) {
    switch byte {
    case UInt8(ascii: "<"): output.append("&#60;")
    case UInt8(ascii: ">"): output.append("&#62;")
    case 34: output.append("&#34;")
    case 9, 10, 13, 32...: output.append(byte)
    default: break
    }
  }

  /// Writes the reference whose `&` stands before a place; returns where it ends.
  private static func reference(
    _ text: UnsafeBufferPointer<UInt8>, from start: Int, to output: inout HTMLBuffer,
    _ entities: XMLEntities
  ) -> Int {
    if start < text.count, text[start] == 35 {
      return number(text, from: start + 1, to: &output)
    }
    var end = start
    while end < text.count, end - start < 40, text[end].isASCIIAlphanumeric { end += 1 }
    if end > start, end < text.count, text[end] == 59 {
      let name = text.part(start, end)
      if let value = entities[name] {
        for byte in value { writeCharacter(byte, to: &output) }
        return end + 1
      }
      if let entity = HTMLEntities.lookUp(name) {
        write(entity.first, to: &output)
        if entity.second != 0 { write(entity.second, to: &output) }
        return end + 1
      }
    }
    output.append("&#38;")
    return start
  }

  private static func number(
    _ text: UnsafeBufferPointer<UInt8>, from start: Int, to output: inout HTMLBuffer
  ) -> Int {
    var end = start
    let isHex = end < text.count && text[end] | 32 == 120
    if isHex { end += 1 }
    let digits = end
    var value: UInt32 = 0
    while end < text.count, let digit = digit(text[end], isHex: isHex) {
      value = min(value * (isHex ? 16 : 10) + digit, 0x11_0000)
      end += 1
    }
    guard end > digits else {
      output.append("&#38;#")
      return start
    }
    if isAllowed(value) {
      write(value, to: &output)
    } else if Unicode.Scalar(value) == nil {
      write(0xFFFD, to: &output)
    }
    return end < text.count && text[end] == 59 ? end + 1 : end
  }

  private static func digit(_ byte: UInt8, isHex: Bool) -> UInt32? {
    if byte.isASCIIDigit { return UInt32(byte) - 48 }
    return isHex && (byte | 32) &- 97 < 6 ? UInt32(byte | 32) - 87 : nil
  }

  /// Whether XML 1.0 allows the character.
  private static func isAllowed(_ value: UInt32) -> Bool {
    switch value {
    case 9, 10, 13, 0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: true
    default: false
    }
  }

  private static func write(_ value: UInt32, to output: inout HTMLBuffer) {
    output.append("&#")
    for digit in String(value).utf8 { output.append(digit) }
    output.append(59)
  }
}
