/// One character reference, read as browsers read it (WHATWG HTML, section 13.2.5.72).
struct HTMLReference {
  var first: UInt32
  /// The second code point of the few names that stand for two; 0 where there is none.
  var second: UInt32 = 0
  /// How many bytes the reference takes, from its `&` on.
  var length: Int

  /// Reads what starts with the `&` at a place; `nil` where the ampersand is only itself.
  @inline(__always)
  init?(
    _ bytes: UnsafeBufferPointer<UInt8>, at start: Int, inAttribute: Bool
  ) {
    let next = start + 1
    guard next < bytes.count else { return nil }
    if bytes[next] == .hash {
      self.init(numeric: bytes, at: start)
    } else if bytes[next].isASCIIAlphanumeric {
      self.init(named: bytes, at: start, inAttribute: inAttribute)
    } else {
      return nil
    }
  }

  private init?(numeric bytes: UnsafeBufferPointer<UInt8>, at start: Int) {
    var i = start + 2
    let isHexadecimal = i < bytes.count && bytes[i].asciiLowercased == UInt8(ascii: "x")
    if isHexadecimal { i += 1 }
    let digits = i
    var value: UInt32 = 0
    while i < bytes.count, let digit = Self.digit(bytes[i], isHexadecimal: isHexadecimal) {
      value = min(value * (isHexadecimal ? 16 : 10) + digit, 0x11_0000)
      i += 1
    }
    guard i > digits else { return nil }
    if i < bytes.count, bytes[i] == .semicolon { i += 1 }
    first = Self.meaning(of: value)
    length = i - start
  }

  private init?(named bytes: UnsafeBufferPointer<UInt8>, at start: Int, inAttribute: Bool) {
    let name = start + 1
    let limit = min(bytes.count, name + 32)
    var end = name
    while end < limit, bytes[end].isASCIIAlphanumeric { end += 1 }
    if end < bytes.count, bytes[end] == .semicolon,
      let entity = HTMLEntities.lookUp(bytes.part(name, end))
    {
      self.init(first: entity.first, second: entity.second, length: end + 1 - start)
      return
    }
    self.init(legacy: bytes, at: start, nameEnd: end, inAttribute: inAttribute)
  }

  /// `&copy 2026`: the longest of the names that may stand without a semicolon, all of 2 to 6 letters.
  private init?(
    legacy bytes: UnsafeBufferPointer<UInt8>, at start: Int, nameEnd: Int, inAttribute: Bool
  ) {
    var end = min(nameEnd, start + 7)
    while end >= start + 3 {
      if let entity = HTMLEntities.lookUp(bytes.part(start + 1, end)), entity.isLegacy {
        let next = end < bytes.count ? bytes[end] : 0
        if inAttribute, next == UInt8(ascii: "=") || next.isASCIIAlphanumeric { return nil }
        self.init(first: entity.first, second: entity.second, length: end - start)
        return
      }
      end -= 1
    }
    return nil
  }

  private init(first: UInt32, second: UInt32, length: Int) {
    self.first = first
    self.second = second
    self.length = length
  }

  @inline(__always)
  private static func digit(_ byte: UInt8, isHexadecimal: Bool) -> UInt32? {
    if byte.isASCIIDigit { return UInt32(byte) - 48 }
    let letter = byte | 32
    guard isHexadecimal, letter >= 97, letter <= 102 else { return nil }
    return UInt32(letter) - 87
  }

  /// The numbers 128 to 159 mean Windows-1252, as in the pages that first used them.
  private static func meaning(of value: UInt32) -> UInt32 {
    if value >= 0x80, value < 0xA0 { return windows1252[Int(value) - 0x80] }
    return value == 0 || Unicode.Scalar(value) == nil ? 0xFFFD : value
  }

  private static let windows1252: [UInt32] = [
    0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039,
    0x0152, 0x8D, 0x017D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
    0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D, 0x017E, 0x0178,
  ]
}
