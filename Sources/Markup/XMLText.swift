import Glibc

/// Making strings of text that libxml2 has read.
enum XMLText {
  /// An attribute's value: libxml2 hands over `&` in it as `&#38;`.
  static func attribute(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
    guard bytes.place(of: 38, from: 0) != nil else { return string(bytes) }
    var plain = HTMLBuffer(capacity: bytes.count)
    append(attribute: bytes, to: &plain)
    return plain.uncheckedString
  }

  static func append(attribute bytes: UnsafeBufferPointer<UInt8>, to buffer: inout HTMLBuffer) {
    var start = 0
    while let mark = bytes.place(of: 38, from: start) {
      buffer.append(bytes.part(start, mark + 1))
      start = bytes.hasPrefix("&#38;", at: mark) ? mark + 5 : mark + 1
    }
    buffer.append(bytes.part(start, bytes.count))
  }

  /// The text of bytes that libxml2 has found to be UTF-8.
  static func string(_ bytes: UnsafeBufferPointer<UInt8>) -> String { string(bytes.span) }

  /// A text that knows it is ASCII compares and hashes by its bytes, without Unicode's tables.
  static func string(_ bytes: Span<UInt8>) -> String {
    var text = UTF8Span(unchecked: bytes)
    _ = text.checkForASCII()
    return String(copying: text)
  }

  static func trimmed(_ bytes: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
    var lower = 0
    var upper = bytes.count
    while lower < upper, bytes[lower] <= 32 { lower += 1 }
    while upper > lower, bytes[upper - 1] <= 32 { upper -= 1 }
    return bytes.part(lower, upper)
  }
}

extension HTMLBuffer {
  /// Appends literal text as it stands in HTML and XML alike.
  mutating func appendXML(_ bytes: UnsafeBufferPointer<UInt8>) {
    var run = 0
    for i in 0..<bytes.count where bytes[i] <= 62 {
      let reference: StaticString
      switch bytes[i] {
      case 38: reference = "&amp;"
      case 60: reference = "&lt;"
      case 62: reference = "&gt;"
      case 34: reference = "&quot;"
      default: continue
      }
      append(bytes.part(run, i))
      append(reference)
      run = i + 1
    }
    append(bytes.part(run, bytes.count))
  }
}

extension String {
  /// The text an `XMLReader` hands to its handler.
  ///
  /// - Precondition: the bytes are valid UTF-8, as all that a reader hands out.
  public init(xml text: Span<UInt8>) {
    self = text.isEmpty ? "" : XMLText.string(text)
  }
}

extension HTMLSanitizer {
  /// The text an `XMLReader` hands to its handler, read as HTML; see `sanitize(_:base:)`.
  public mutating func sanitize(_ text: Span<UInt8>, base: BaseAddress?) -> String {
    text.withUnsafeBufferPointer { sanitize($0, base: base) }
  }
}
