/// The name of an element or an attribute of up to 16 bytes, in lower case.
///
/// Longer names are all equal and equal to no known one.
struct HTMLName: Hashable, Sendable {
  private(set) var low: UInt64 = 0
  private(set) var high: UInt64 = 0

  init() {}

  init(_ text: String) {
    for (place, byte) in text.utf8.enumerated() { add(byte, at: place) }
  }

  /// Reads the name of a tag, up to white space, `/` or `>`.
  @inline(__always)
  init(in bytes: UnsafeBufferPointer<UInt8>, at position: inout Int) {
    let start = position
    while position < bytes.count {
      let byte = bytes[position]
      if byte.isHTMLSpace || byte == .greater || byte == .slash { return }
      add(byte, at: position - start)
      position += 1
    }
  }

  /// Reads the name of an attribute, which ends at a `=` too unless that is its first byte.
  @inline(__always)
  init(attributeIn bytes: UnsafeBufferPointer<UInt8>, at position: inout Int) {
    let start = position
    while position < bytes.count {
      let byte = bytes[position]
      if byte.isHTMLSpace || byte == .greater || byte == .slash { return }
      if byte == UInt8(ascii: "="), position > start { return }
      add(byte, at: position - start)
      position += 1
    }
  }

  /// How many bytes the name has.
  var count: Int {
    let zeros = high == 0 ? 64 + low.leadingZeroBitCount : high.leadingZeroBitCount
    return 16 - zeros / 8
  }

  /// A number below 256 that spreads the known names.
  @inline(__always)
  var hash: Int {
    Int(truncatingIfNeeded: ((low ^ high &* 31) &* 0x9E37_79B9_7F4A_7C15) >> 56)
  }

  /// A zero byte counts, so that no name with one equals a known name.
  ///
  /// `&<<` takes the count of bits modulo 64.
  @inline(__always)
  private mutating func add(_ byte: UInt8, at place: Int) {
    let byte = UInt64(byte == 0 ? 0xFF : byte.asciiLowercased)
    if place < 8 {
      low |= byte &<< UInt64(place &* 8)
    } else if place < 16 {
      high |= byte &<< UInt64(place &* 8)
    } else {
      low = .max
      high = .max
    }
  }
}

/// Small numbers found by name.
struct HTMLNameTable: Sendable {
  private var names = [HTMLName](repeating: HTMLName(), count: 256)
  private var values = [UInt8](repeating: 0, count: 256)

  /// Holds fewer than 256 names, so that a search always meets an empty slot.
  mutating func insert(_ name: HTMLName, _ value: UInt8) {
    var place = name.hash
    while names[place] != HTMLName(), names[place] != name { place = (place + 1) & 255 }
    names[place] = name
    values[place] = value
  }

  @inline(__always)
  subscript(_ name: HTMLName) -> UInt8? {
    var place = name.hash
    while names[place] != HTMLName() {
      if names[place] == name { return values[place] }
      place = (place + 1) & 255
    }
    return nil
  }
}
