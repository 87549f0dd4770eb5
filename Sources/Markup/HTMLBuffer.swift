import Glibc

/// A growing run of bytes that is written at its end and cut back at its end.
///
/// Kept between uses: the memory of the largest fragment serves all that follow.
struct HTMLBuffer: ~Copyable {
  private var start: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  private(set) var count = 0

  init(capacity: Int = 1024) {
    self.capacity = max(capacity, 16)
    start = .allocate(capacity: self.capacity)
  }

  deinit { start.deallocate() }

  var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: start, count: count) }

  /// The text of the bytes; whatever is not UTF-8 is replaced.
  var string: String { String(decoding: bytes, as: UTF8.self) }

  /// The text of bytes that are UTF-8 because all that was written into them was.
  var uncheckedString: String { String(copying: UTF8Span(unchecked: bytes.span)) }

  mutating func removeAll() { count = 0 }

  /// Cuts back to an earlier length.
  mutating func truncate(to length: Int) {
    guard length < count else { return }
    count = max(length, 0)
  }

  @inline(__always)
  mutating func append(_ byte: UInt8) {
    if count == capacity { grow(by: 1) }
    start[count] = byte
    count += 1
  }

  @inline(__always)
  mutating func append(_ other: UnsafeBufferPointer<UInt8>) {
    guard let source = other.baseAddress, !other.isEmpty else { return }
    if capacity - count < other.count { grow(by: other.count) }
    memcpy(start + count, source, other.count)
    count += other.count
  }

  @inline(__always)
  mutating func append(_ text: StaticString) {
    text.withUTF8Buffer { append($0) }
  }

  /// Appends a name of an element or an attribute.
  @inline(__always)
  mutating func append(_ name: HTMLName, count length: Int) {
    if capacity - count < 16 { grow(by: 16) }
    let place = UnsafeMutableRawPointer(start + count)
    place.storeBytes(of: name.low.littleEndian, as: UInt64.self)
    (place + 8).storeBytes(of: name.high.littleEndian, as: UInt64.self)
    count += length
  }

  /// Appends a code point as UTF-8; U+FFFD for what is none.
  mutating func append(scalar value: UInt32) {
    let scalar = Unicode.Scalar(value) ?? "\u{FFFD}"
    for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter { append(byte) }
  }

  private mutating func grow(by more: Int) {
    capacity = max(capacity * 2, count + more)
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
    memcpy(larger, start, count)
    start.deallocate()
    start = larger
  }
}

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
  @inline(__always) var asciiLowercased: UInt8 { self &- 65 < 26 ? self | 32 : self }
  @inline(__always) var isASCIILetter: Bool { (self | 32) &- 97 < 26 }
  @inline(__always) var isASCIIDigit: Bool { self &- 48 < 10 }
  @inline(__always) var isASCIIAlphanumeric: Bool { isASCIILetter || isASCIIDigit }
  /// Tab, line feed, form feed, carriage return, space.
  @inline(__always) var isHTMLSpace: Bool {
    self <= 32 && (self == 32 || self &- 9 < 5 && self != 11)
  }
}
