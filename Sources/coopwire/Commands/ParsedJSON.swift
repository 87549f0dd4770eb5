import Foundation
import Model

/// The JSON of a parsed document: what is absent is left out, dates are RFC 3339 in UTC.
struct ParsedJSON {
  private(set) var bytes: [UInt8] = []
  private var needsComma = false

  mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    needsComma = false
  }

  mutating func newline() {
    bytes.append(10)
    needsComma = false
  }

  mutating func error(_ sentence: String) {
    object { $0.set("error", sentence) }
  }

  // MARK: Members

  mutating func object(_ members: (inout ParsedJSON) -> Void) {
    separate()
    bytes.append(UInt8(ascii: "{"))
    needsComma = false
    members(&self)
    bytes.append(UInt8(ascii: "}"))
    needsComma = true
  }

  mutating func object(_ name: String, _ members: (inout ParsedJSON) -> Void) {
    key(name)
    object(members)
  }

  /// An array of objects, left out where it would be empty.
  mutating func list<Element>(
    _ name: String, _ elements: [Element], _ members: (inout ParsedJSON, Element) -> Void
  ) {
    guard !elements.isEmpty else { return }
    key(name)
    array(elements, members)
  }

  mutating func array<Element>(
    _ elements: [Element], _ members: (inout ParsedJSON, Element) -> Void
  ) {
    bytes.append(UInt8(ascii: "["))
    needsComma = false
    for element in elements { object { members(&$0, element) } }
    bytes.append(UInt8(ascii: "]"))
    needsComma = true
  }

  mutating func set(_ name: String, _ text: String?) {
    guard let text, !text.isEmpty else { return }
    key(name)
    write(text)
    needsComma = true
  }

  mutating func set(_ name: String, _ number: Int?) {
    guard let number else { return }
    key(name)
    bytes += String(number).utf8
    needsComma = true
  }

  mutating func set(_ name: String, _ flag: Bool) {
    key(name)
    bytes += (flag ? "true" : "false").utf8
    needsComma = true
  }

  mutating func set(_ name: String, _ date: Date?) {
    set(name, date?.formatted(.iso8601))
  }

  // MARK: Bytes

  private mutating func separate() {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
    needsComma = false
  }

  private mutating func key(_ name: String) {
    separate()
    write(name)
    bytes.append(UInt8(ascii: ":"))
  }

  private mutating func write(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
      case 10: bytes += "\\n".utf8
      case 9: bytes += "\\t".utf8
      case 0..<32: bytes += "\\u00\(byte < 16 ? "0" : "")\(String(byte, radix: 16))".utf8
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }
}
