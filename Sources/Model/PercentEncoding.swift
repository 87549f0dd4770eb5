/// The one spelling among the many that percent signs allow (RFC 3986, section 6.2.2).
enum PercentEncoding {
  /// Unreserved characters bare, everything that an address cannot hold encoded, digits in capitals.
  static func normalised(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let byte = bytes[index]
      if byte == UInt8(ascii: "%"), let value = value(of: bytes[(index + 1)...].prefix(2)) {
        append(value, to: &result, bare: isUnreserved(value))
        index += 3
      } else {
        append(byte, to: &result, bare: isAllowed(byte))
        index += 1
      }
    }
    return result
  }

  private static func append(_ byte: UInt8, to result: inout [UInt8], bare: Bool) {
    guard !bare else { return result.append(byte) }
    result.append(UInt8(ascii: "%"))
    result.append(digit(byte >> 4))
    result.append(digit(byte & 0x0F))
  }

  private static func digit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "A") + value - 10
  }

  private static func value(of digits: ArraySlice<UInt8>) -> UInt8? {
    guard digits.count == 2, let first = digits.first, let last = digits.last,
      let high = value(of: first), let low = value(of: last)
    else { return nil }
    return high << 4 | low
  }

  private static func value(of digit: UInt8) -> UInt8? {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
    case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
    case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
    default: nil
    }
  }

  private static func isUnreserved(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
      UInt8(ascii: "_"), UInt8(ascii: "~"):
      true
    default: false
    }
  }

  /// Unreserved, or with a meaning of its own in an address; a lone percent sign is neither.
  private static func isAllowed(_ byte: UInt8) -> Bool {
    isUnreserved(byte) || "!#$&'()*+,/:;=?@[]".utf8.contains(byte)
  }
}
