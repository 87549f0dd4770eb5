/// Lists as HTTP writes them, in which a quoted string may hold the separator (RFC 9110 section 5.6).
enum QuotedList {
  /// The items without blanks around them; empty ones are kept.
  ///
  /// - Parameter separator: one of ASCII.
  static func split(_ list: some StringProtocol, at separator: Unicode.Scalar) -> [String] {
    let bytes = Array(list.utf8)
    var items: [String] = []
    var start = 0
    var isQuoted = false
    var isEscaped = false
    for (place, byte) in bytes.enumerated() {
      if byte == UInt8(ascii: separator), !isQuoted {
        items.append(text(trimmed(bytes[start..<place])))
        start = place + 1
        continue
      }
      if byte == UInt8(ascii: "\""), !isEscaped { isQuoted.toggle() }
      isEscaped = isQuoted && byte == UInt8(ascii: "\\") && !isEscaped
    }
    return items + [text(trimmed(bytes[start...]))]
  }

  /// The value without blanks and quotes, its escapes read.
  static func unquoted(_ value: some StringProtocol) -> String {
    let value = trimmed(Array(value.utf8)[...])
    let quote = UInt8(ascii: "\"")
    guard value.count > 1, value.first == quote, value.last == quote else { return text(value) }
    let inner = value.dropFirst().dropLast()
    guard inner.contains(UInt8(ascii: "\\")) else { return text(inner) }
    var bytes: [UInt8] = []
    var isEscaped = false
    for byte in inner {
      isEscaped = byte == UInt8(ascii: "\\") && !isEscaped
      if !isEscaped { bytes.append(byte) }
    }
    return text(bytes[...])
  }

  private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let isBlank: (UInt8) -> Bool = { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
    guard let first = bytes.firstIndex(where: { !isBlank($0) }),
      let last = bytes.lastIndex(where: { !isBlank($0) })
    else { return [] }
    return bytes[first...last]
  }

  private static func text(_ bytes: ArraySlice<UInt8>) -> String {
    String(decoding: bytes, as: UTF8.self)
  }
}
