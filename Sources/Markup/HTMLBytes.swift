import Glibc

/// Finding places and parts; nothing here can reach outside the buffer.
extension UnsafeBufferPointer<UInt8> {
  /// The bytes from `lower` up to `upper`, both brought inside the buffer.
  @inline(__always)
  func part(_ lower: Int, _ upper: Int) -> UnsafeBufferPointer<UInt8> {
    let end = Swift.min(Swift.max(upper, 0), count)
    let begin = Swift.min(Swift.max(lower, 0), end)
    return UnsafeBufferPointer(rebasing: self[begin..<end])
  }

  @inline(__always)
  func part(_ range: Range<Int>) -> UnsafeBufferPointer<UInt8> {
    part(range.lowerBound, range.upperBound)
  }

  /// The first place of a byte at or after `start`.
  @inline(__always)
  func place(of byte: UInt8, from start: Int) -> Int? {
    guard let base = baseAddress, start >= 0, start < count else { return nil }
    guard let found = memchr(base + start, Int32(byte), count - start) else { return nil }
    return UnsafeRawPointer(found) - UnsafeRawPointer(base)
  }

  /// Whether the bytes from `start` on begin with an ASCII text in lower case, whatever their case.
  func hasPrefix(_ text: StaticString, at start: Int = 0) -> Bool {
    guard start >= 0, count - start >= text.utf8CodeUnitCount else { return false }
    for i in 0..<text.utf8CodeUnitCount
    where self[start + i].asciiLowercased != text.utf8Start[i] {
      return false
    }
    return true
  }
}

extension UInt8 {
  static var slash: UInt8 { 47 }
  static var backslash: UInt8 { 92 }
  static var question: UInt8 { 63 }
  static var hash: UInt8 { 35 }
  static var colon: UInt8 { 58 }
  static var dot: UInt8 { 46 }
  static var semicolon: UInt8 { 59 }
  static var ampersand: UInt8 { 38 }
  static var less: UInt8 { 60 }
  static var greater: UInt8 { 62 }

  @inline(__always) var asciiLowercased: UInt8 { self &- 65 < 26 ? self | 32 : self }
  @inline(__always) var isASCIILetter: Bool { (self | 32) &- 97 < 26 }
  @inline(__always) var isASCIIDigit: Bool { self &- 48 < 10 }
  @inline(__always) var isASCIIAlphanumeric: Bool { isASCIILetter || isASCIIDigit }
  /// Tab, line feed, form feed, carriage return, space.
  @inline(__always) var isHTMLSpace: Bool {
    self <= 32 && (self == 32 || self &- 9 < 5 && self != 11)
  }
}
