/// Reads JSON (RFC 8259) that strangers send: what nests deep or repeats a name is refused at once.
///
/// It reads every byte once and keeps no more than it was given, so that no document can keep it busy.
struct RemoteValueReader {
  /// Why the bytes are no document that is taken.
  struct Refusal: Error {
    let why: String
  }

  /// How deep a document may nest.
  static let depth = 64
  /// The most items of a list, and the most members of an object.
  private static let most = 4096

  private let bytes: [UInt8]
  private var place = 0

  /// Reads a whole document.
  static func value(of bytes: [UInt8]) throws(Refusal) -> RemoteValue {
    var reader = RemoteValueReader(bytes)
    let value = try reader.value(within: depth)
    reader.skipBlanks()
    guard reader.place == bytes.count else { throw Refusal(why: "something follows its end") }
    return value
  }

  private init(_ bytes: [UInt8]) {
    self.bytes = bytes
    // Some servers begin with the mark of UTF-8.
    if bytes.starts(with: [0xef, 0xbb, 0xbf]) { place = 3 }
  }

  private mutating func value(within depth: Int) throws(Refusal) -> RemoteValue {
    skipBlanks()
    switch peek {
    case UInt8(ascii: "{"): return .object(try object(within: depth - 1))
    case UInt8(ascii: "["): return .list(try list(within: depth - 1))
    case UInt8(ascii: "\""): return .text(try text())
    case UInt8(ascii: "t"): return try word("true", .flag(true))
    case UInt8(ascii: "f"): return try word("false", .flag(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: return .number(try number())
    }
  }

  private mutating func object(within depth: Int) throws(Refusal) -> [String: RemoteValue] {
    guard depth >= 0 else { throw Refusal(why: "it nests too deep") }
    var members: [String: RemoteValue] = [:]
    place += 1
    if takes("}") { return members }
    repeat {
      skipBlanks()
      let name = try text()
      guard takes(":") else { throw Refusal(why: "a colon is missing") }
      let value = try value(within: depth)
      guard members.updateValue(value, forKey: name) == nil else {
        throw Refusal(why: "a name stands twice in one object")
      }
      guard members.count <= Self.most else { throw Refusal(why: "an object is too large") }
    } while takes(",")
    guard takes("}") else { throw Refusal(why: "an object has no end") }
    return members
  }

  private mutating func list(within depth: Int) throws(Refusal) -> [RemoteValue] {
    guard depth >= 0 else { throw Refusal(why: "it nests too deep") }
    var values: [RemoteValue] = []
    place += 1
    if takes("]") { return values }
    repeat {
      values.append(try value(within: depth))
      guard values.count <= Self.most else { throw Refusal(why: "a list is too long") }
    } while takes(",")
    guard takes("]") else { throw Refusal(why: "a list has no end") }
    return values
  }

  private var peek: UInt8? { place < bytes.count ? bytes[place] : nil }

  private mutating func skipBlanks() {
    while let byte = peek, [0x20, 0x09, 0x0a, 0x0d].contains(byte) { place += 1 }
  }

  private mutating func takes(_ sign: Unicode.Scalar) -> Bool {
    skipBlanks()
    guard peek == UInt8(ascii: sign) else { return false }
    place += 1
    return true
  }

  private mutating func word(
    _ word: StaticString, _ value: RemoteValue
  ) throws(Refusal) -> RemoteValue {
    let letters = Array(word.description.utf8)
    guard bytes[place...].starts(with: letters) else { throw Refusal(why: "a word is unknown") }
    place += letters.count
    return value
  }

  private mutating func number() throws(Refusal) -> Double {
    let start = place
    while let byte = peek, Self.isOfNumber(byte) { place += 1 }
    guard let number = Double(String(decoding: bytes[start..<place], as: UTF8.self)),
      number.isFinite
    else { throw Refusal(why: "a value is missing or of no known kind") }
    return number
  }

  private static func isOfNumber(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"),
      UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"):
      true
    default: false
    }
  }
}

extension RemoteValueReader {
  private mutating func text() throws(Refusal) -> String {
    guard peek == UInt8(ascii: "\"") else { throw Refusal(why: "a name is no text") }
    place += 1
    let start = place
    while let byte = peek, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") {
      guard byte >= 0x20 else { throw Refusal(why: "a control character stands in a text") }
      place += 1
    }
    guard peek == UInt8(ascii: "\"") else { return try escapedText(from: start) }
    place += 1
    return try string(bytes[start..<place - 1])
  }

  private mutating func escapedText(from start: Int) throws(Refusal) -> String {
    var text = Array(bytes[start..<place])
    while let byte = peek, byte != UInt8(ascii: "\"") {
      guard byte >= 0x20 else { throw Refusal(why: "a control character stands in a text") }
      place += 1
      if byte == UInt8(ascii: "\\") {
        text += Array(String(try escape()).utf8)
      } else {
        text.append(byte)
      }
    }
    guard peek != nil else { throw Refusal(why: "a text has no end") }
    place += 1
    return try string(text[...])
  }

  private func string(_ bytes: ArraySlice<UInt8>) throws(Refusal) -> String {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw Refusal(why: "a text is not in UTF-8")
    }
    return text
  }

  private mutating func escape() throws(Refusal) -> Unicode.Scalar {
    guard let letter = peek else { throw Refusal(why: "a text has no end") }
    place += 1
    switch letter {
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{c}"
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(letter)
    case UInt8(ascii: "u"): return try unicodeEscape()
    default: throw Refusal(why: "an escape is unknown")
    }
  }

  /// Half of a pair that has lost its other half stands for no character.
  private mutating func unicodeEscape() throws(Refusal) -> Unicode.Scalar {
    let unit = try codeUnit()
    if let scalar = Unicode.Scalar(unit) { return scalar }
    guard unit < 0xdc00, bytes[place...].starts(with: [0x5c, 0x75]) else { return "\u{fffd}" }
    let before = place
    place += 2
    let second = try codeUnit()
    guard (0xdc00...0xdfff).contains(second),
      let scalar = Unicode.Scalar(0x10000 + (unit - 0xd800) << 10 + (second - 0xdc00))
    else {
      place = before
      return "\u{fffd}"
    }
    return scalar
  }

  private mutating func codeUnit() throws(Refusal) -> UInt32 {
    let digits = bytes[place...].prefix(4)
    guard digits.count == 4, !digits.contains(UInt8(ascii: "+")),
      let unit = UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
    else { throw Refusal(why: "an escape is unknown") }
    place += 4
    return unit
  }
}
