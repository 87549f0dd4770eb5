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
  var uncheckedString: String { XMLText.string(bytes) }

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
    // A reference in XML comes as one byte: not worth a call.
    if other.count == 1 { return append(source[0]) }
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
