/// Where the parts of an address end, and how each is written.
struct BaseAddressParts: Sendable, Hashable {
  let schemeEnd: Int
  let authorityEnd: Int
  let pathEnd: Int
  let queryEnd: Int
  let isHierarchical: Bool

  init?(of address: [UInt8]) {
    let found = address.withUnsafeBufferPointer { bytes -> (Int, Range<Int>, Int, Bool)? in
      guard let colon = Self.schemeEnd(of: bytes) else { return nil }
      let rest = bytes.part(colon + 1, bytes.count)
      let path = Self.pathRange(of: rest)
      let fragment = bytes.place(of: .hash, from: 0) ?? bytes.count
      let shifted = path.lowerBound + colon + 1..<path.upperBound + colon + 1
      return (colon, shifted, fragment, rest.first == UInt8.slash)
    }
    guard let found else { return nil }
    (schemeEnd, queryEnd, isHierarchical) = (found.0, found.2, found.3)
    (authorityEnd, pathEnd) = (found.1.lowerBound, found.1.upperBound)
  }

  /// Whether others can be read against an address: it carries no code, and has a host if it is of the web.
  func canBeBase(in address: [UInt8]) -> Bool {
    switch String(decoding: address[..<schemeEnd], as: UTF8.self) {
    case "javascript", "vbscript", "livescript", "data": false
    case "http", "https": authorityEnd > schemeEnd + 3
    default: true
    }
  }

  // MARK: Reading

  /// An address as browsers read it: trimmed, without tabs and line breaks, its scheme in lower case, the slashes of a
  /// web address leaning forward and two after its scheme.
  static func cleaned(_ raw: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    var bytes = trimmed(raw)
    let colon = bytes.withUnsafeBufferPointer { schemeEnd(of: $0) }
    for i in 0..<(colon ?? 0) { bytes[i] = bytes[i].asciiLowercased }
    guard colon == nil || bytes.withUnsafeBufferPointer({ isWeb($0) }) else { return bytes }
    for (i, byte) in bytes.enumerated() {
      if byte == .question || byte == .hash { break }
      if byte == .backslash { bytes[i] = .slash }
    }
    return bytes
  }

  /// Hands over an address as browsers read it; most relative ones are read as they stand, without a copy.
  static func withCleaned(
    _ raw: UnsafeBufferPointer<UInt8>, _ body: (UnsafeBufferPointer<UInt8>) -> Void
  ) {
    let isClean =
      schemeEnd(of: raw) == nil && raw.allSatisfy { $0 > 32 && $0 != .backslash }
    if isClean { body(raw) } else { cleaned(raw).withUnsafeBufferPointer(body) }
  }

  private static func trimmed(_ raw: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    guard let first = raw.firstIndex(where: { $0 > 32 }),
      let last = raw.lastIndex(where: { $0 > 32 })
    else { return [] }
    return raw[first...last].filter { $0 != 9 && $0 != 10 && $0 != 13 }
  }

  /// The place of the colon behind a scheme.
  static func schemeEnd(of bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    guard let first = bytes.first, first.isASCIILetter else { return nil }
    for i in 1..<max(bytes.count, 1) {
      let byte = bytes[i]
      if byte == .colon { return i }
      guard byte.isASCIIAlphanumeric || byte == 43 || byte == 45 || byte == 46 else { return nil }
    }
    return nil
  }

  static func isWeb(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    bytes.hasPrefix("http:") || bytes.hasPrefix("https:")
  }

  /// The path of what follows a scheme: behind the authority, up to the query or the fragment.
  static func pathRange(of bytes: UnsafeBufferPointer<UInt8>) -> Range<Int> {
    let end = bytes.firstIndex { $0 == .question || $0 == .hash } ?? bytes.count
    guard end >= 2, bytes[0] == .slash, bytes[1] == .slash else { return 0..<end }
    let authority = bytes.part(2, end)
    return (authority.place(of: .slash, from: 0).map { $0 + 2 } ?? end)..<end
  }

  /// Whether an address can stay as it is: absolute, of the web, with nothing to encode and no dot segments.
  static func isPlainWebAddress(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard bytes.count > 8, bytes.hasPrefix("http") else { return false }
    let colon = bytes[4] == .colon ? 4 : 5
    guard bytes[colon] == .colon, bytes[colon + 1] == .slash, bytes[colon + 2] == .slash,
      bytes[0] == 104, bytes[colon - 1] == (colon == 4 ? 112 : 115), colon + 3 < bytes.count,
      bytes[colon + 3] != .slash
    else { return false }
    var before: UInt8 = 0
    for byte in bytes {
      if mustEncode(byte) || byte == .backslash || byte == .dot && before == .slash { return false }
      before = byte
    }
    return true
  }

  // MARK: Writing

  @inline(__always)
  static func mustEncode(_ byte: UInt8) -> Bool {
    byte <= 32 || byte == 34 || byte == 60 || byte == 62 || byte == 127
  }

  /// Appends a part of an address, percent-encoding what may not stand in it.
  static func write(_ bytes: UnsafeBufferPointer<UInt8>, into output: inout HTMLBuffer) {
    for byte in bytes {
      guard mustEncode(byte) else {
        output.append(byte)
        continue
      }
      output.append(UInt8(ascii: "%"))
      output.append(hexadecimal(byte >> 4))
      output.append(hexadecimal(byte & 15))
    }
  }

  private static func hexadecimal(_ digit: UInt8) -> UInt8 { digit < 10 ? 48 + digit : 55 + digit }

  /// Appends an address that has a scheme of its own.
  static func writeAbsolute(
    _ bytes: UnsafeBufferPointer<UInt8>, colon: Int, into output: inout HTMLBuffer
  ) {
    output.append(bytes.part(0, colon + 1))
    var rest = bytes.part(colon + 1, bytes.count)
    guard isWeb(bytes) else { return write(rest, into: &output) }
    rest = rest.part(rest.firstIndex { $0 != .slash } ?? rest.count, rest.count)
    output.append("//")
    let end = rest.firstIndex { $0 == .slash || $0 == .question || $0 == .hash } ?? rest.count
    write(rest.part(0, end), into: &output)
    let pathEnd = rest.firstIndex { $0 == .question || $0 == .hash } ?? rest.count
    writePath(rest.part(end, pathEnd), directory: nil, into: &output)
    write(rest.part(pathEnd, rest.count), into: &output)
  }

  /// Appends an address that there is no base for.
  static func writeAlone(
    _ bytes: UnsafeBufferPointer<UInt8>, into output: inout HTMLBuffer
  ) {
    withCleaned(bytes) { cleaned in
      if let colon = schemeEnd(of: cleaned) {
        writeAbsolute(cleaned, colon: colon, into: &output)
      } else {
        write(cleaned, into: &output)
      }
    }
  }

  /// Appends a path behind the directory of another, without dot segments (RFC 3986, section 5.2.4).
  static func writePath(
    _ path: UnsafeBufferPointer<UInt8>, directory: UnsafeBufferPointer<UInt8>?,
    into output: inout HTMLBuffer
  ) {
    let root = output.count
    if let directory {
      let end = directory.lastIndex(of: .slash).map { $0 + 1 } ?? 0
      if end == 0 { output.append(.slash) }
      writeSegments(of: directory.part(0, end), root: root, into: &output)
    }
    writeSegments(of: path, root: root, into: &output)
  }

  private static func writeSegments(
    of path: UnsafeBufferPointer<UInt8>, root: Int, into output: inout HTMLBuffer
  ) {
    var start = 0
    while start < path.count {
      let slash = path.place(of: .slash, from: start)
      let segment = path.part(start, slash ?? path.count)
      if isDots(segment, 2) {
        removeSegment(above: root, from: &output)
      } else if !isDots(segment, 1) {
        write(segment, into: &output)
        if slash != nil { output.append(.slash) }
      }
      start = (slash ?? path.count) + 1
    }
  }

  private static func isDots(_ segment: UnsafeBufferPointer<UInt8>, _ count: Int) -> Bool {
    segment.count == count && segment.allSatisfy { $0 == .dot }
  }

  /// Cuts `a/b/` to `a/`; the root stays.
  private static func removeSegment(above root: Int, from output: inout HTMLBuffer) {
    var end = output.count - 1
    while end > root, output.bytes[end - 1] != .slash { end -= 1 }
    if end > root { output.truncate(to: end) }
  }
}
