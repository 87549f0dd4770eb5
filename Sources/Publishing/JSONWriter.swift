import Foundation

/// Writes JSON (RFC 8259) as UTF-8, members in the order in which they are given.
struct JSONWriter: Sendable {
  private(set) var bytes: [UInt8] = []
  private var needsComma = false

  mutating func reserve(_ capacity: Int) { bytes.reserveCapacity(capacity) }

  mutating func object(_ content: (inout JSONWriter) -> Void) {
    begin("{")
    content(&self)
    end("}")
  }

  mutating func object(_ name: String, _ content: (inout JSONWriter) -> Void) {
    key(name)
    object(content)
  }

  /// An array of objects; nothing where there are no elements.
  mutating func array<Element>(
    _ name: String, _ elements: [Element], _ content: (Element, inout JSONWriter) -> Void
  ) {
    guard !elements.isEmpty else { return }
    key(name)
    begin("[")
    for element in elements { object { content(element, &$0) } }
    end("]")
  }

  /// An array, empty or not.
  mutating func list(_ name: String, _ content: (inout JSONWriter) -> Void) {
    key(name)
    begin("[")
    content(&self)
    end("]")
  }

  /// An array of strings; nothing where there are none.
  mutating func array(_ name: String, _ strings: [String]) {
    guard !strings.isEmpty else { return }
    key(name)
    begin("[")
    for text in strings {
      separate()
      string(text)
      needsComma = true
    }
    end("]")
  }

  /// A member; nothing where there is no value.
  mutating func member(_ name: String, _ value: String?) {
    guard let value else { return }
    key(name)
    string(value)
    needsComma = true
  }

  mutating func member(_ name: String, _ value: Int?) {
    guard let value else { return }
    key(name)
    bytes.append(contentsOf: String(value).utf8)
    needsComma = true
  }

  // MARK: Writing

  private mutating func key(_ name: String) {
    separate()
    string(name)
    bytes.append(UInt8(ascii: ":"))
    needsComma = false
  }

  private mutating func begin(_ bracket: Unicode.Scalar) {
    separate()
    bytes.append(UInt8(ascii: bracket))
    needsComma = false
  }

  private mutating func end(_ bracket: Unicode.Scalar) {
    bytes.append(UInt8(ascii: bracket))
    needsComma = true
  }

  private mutating func separate() {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
  }

  private mutating func string(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    for byte in PlainText.clean(text).utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        bytes.append(UInt8(ascii: "\\"))
        bytes.append(byte)
      case 0x09: bytes.append(contentsOf: "\\t".utf8)
      case 0x0a: bytes.append(contentsOf: "\\n".utf8)
      case 0x0d: bytes.append(contentsOf: "\\r".utf8)
      case 0..<0x20: continue
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }
}
