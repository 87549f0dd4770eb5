/// The named character references of HTML.
///
/// The list is read once, at first use, into an open hash table.
public enum HTMLEntities {
  private static let table = HTMLEntityTable(HTMLEntityNames.list)

  /// The characters a name stands for, `nil` for an unknown name; without `&` and `;`, case counts.
  public static func scalars(for name: some StringProtocol) -> String? {
    var name = String(name)
    return name.withUTF8 { bytes in table[bytes].map { $0.text } }
  }

  static func lookUp(_ name: UnsafeBufferPointer<UInt8>) -> HTMLEntity? { table[name] }
}

/// What a named character reference stands for.
struct HTMLEntity: Sendable {
  let first: UInt32
  /// Some names stand for two code points; 0 where not.
  let second: UInt32
  /// Whether old pages may leave the semicolon out.
  let isLegacy: Bool

  var text: String {
    var text = String(Unicode.Scalar(first) ?? "\u{FFFD}")
    if second != 0 { text.unicodeScalars.append(Unicode.Scalar(second) ?? "\u{FFFD}") }
    return text
  }
}

/// A hash table from the names in a static text to what they stand for.
private struct HTMLEntityTable: Sendable {
  private struct Slot: Sendable {
    var name: Range<Int>
    var entity: HTMLEntity
  }

  private let list: StaticString
  private var slots: [Slot?]

  init(_ list: StaticString) {
    self.list = list
    slots = Array(repeating: nil, count: 8192)
    list.withUTF8Buffer { bytes in
      var start = 0
      while start < bytes.count {
        let end = bytes[start...].firstIndex { $0 == 32 || $0 == 10 } ?? bytes.count
        insert(start..<end, of: bytes)
        start = end + 1
      }
    }
  }

  subscript(_ name: UnsafeBufferPointer<UInt8>) -> HTMLEntity? {
    list.withUTF8Buffer { bytes in
      var place = Self.hash(name)
      while let slot = slots[place] {
        if bytes[slot.name].elementsEqual(name) { return slot.entity }
        place = (place + 1) & 8191
      }
      return nil
    }
  }

  private mutating func insert(_ word: Range<Int>, of bytes: UnsafeBufferPointer<UInt8>) {
    guard let mark = bytes[word].firstIndex(where: { $0 == 33 || $0 == 58 }) else { return }
    let codes = bytes[(mark + 1)..<word.upperBound].split(separator: 43).map { digits in
      UInt32(String(decoding: digits, as: UTF8.self), radix: 16) ?? 0xFFFD
    }
    let entity = HTMLEntity(
      first: codes.first ?? 0xFFFD, second: codes.count > 1 ? codes[1] : 0,
      isLegacy: bytes[mark] == 33)
    let name = word.lowerBound..<mark
    var place = Self.hash(bytes.part(name))
    while slots[place] != nil { place = (place + 1) & 8191 }
    slots[place] = Slot(name: name, entity: entity)
  }

  private static func hash(_ name: UnsafeBufferPointer<UInt8>) -> Int {
    var value: UInt32 = 2_166_136_261
    for byte in name { value = (value ^ UInt32(byte)) &* 16_777_619 }
    return Int((value ^ value >> 15) & 8191)
  }
}
