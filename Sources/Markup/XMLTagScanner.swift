/// A start tag in bytes that need not be well-formed.
struct XMLTagScanner {
  private(set) var name = 0..<0
  private(set) var attributes: [(name: Range<Int>, value: Range<Int>)] = []
  private(set) var isEmpty = false
  /// Where the tag ends.
  private(set) var end: Int

  /// Reads the tag whose `<` stands at a place; `nil` where none begins.
  init?(_ source: UnsafeBufferPointer<UInt8>, at place: Int) {
    end = place + 1
    name = Self.name(source, at: end)
    guard !name.isEmpty, name.upperBound < source.count else { return nil }
    end = name.upperBound
    let next = source[end]
    guard next <= 32 || next == 62 || source.hasPrefix("/>", at: end) else { return nil }
    while end < source.count {
      switch source[end] {
      case 62:
        isEmpty = source[end - 1] == 47
        end += 1
        return
      case 60: return
      case 0...32, 47: end += 1
      default: attribute(source)
      }
    }
  }

  private mutating func attribute(_ source: UnsafeBufferPointer<UInt8>) {
    let name = Self.name(source, at: end)
    guard !name.isEmpty else {
      end += 1
      return
    }
    end = name.upperBound
    skipBlanks(source)
    guard end < source.count, source[end] == 61 else { return keep(name, name, of: source) }
    end += 1
    skipBlanks(source)
    guard end < source.count else { return }
    let value = Self.quoted(source, at: end) ?? Self.bare(source, at: end)
    let isQuoted = value.lowerBound > end
    end = value.upperBound + (isQuoted ? 1 : 0)
    // What the end of the document cut off is not what was meant.
    guard end < source.count else { return }
    keep(name, value, of: source)
  }

  private mutating func keep(
    _ name: Range<Int>, _ value: Range<Int>, of source: UnsafeBufferPointer<UInt8>
  ) {
    guard attributes.count < XMLLimits.attributes,
      !attributes.contains(where: { source.part($0.name).elementsEqual(source.part(name)) })
    else { return }
    attributes.append((name, value))
  }

  private mutating func skipBlanks(_ source: UnsafeBufferPointer<UInt8>) {
    while end < source.count, source[end] <= 32 { end += 1 }
  }

  private static func name(_ source: UnsafeBufferPointer<UInt8>, at start: Int) -> Range<Int> {
    var end = start
    while end < source.count, isNameByte(source[end], isFirst: end == start) { end += 1 }
    return start..<end
  }

  private static func isNameByte(_ byte: UInt8, isFirst: Bool) -> Bool {
    if byte.isASCIILetter || byte == 95 || byte >= 0x80 { return true }
    return !isFirst && (byte.isASCIIDigit || byte == 58 || byte == 45 || byte == 46)
  }

  /// A value between quotes, unless its closing quote was forgotten and another tag's was found.
  private static func quoted(
    _ source: UnsafeBufferPointer<UInt8>, at start: Int
  ) -> Range<Int>? {
    guard source[start] == 34 || source[start] == 39,
      let close = source.place(of: source[start], from: start + 1)
    else { return nil }
    let value = start + 1..<close
    let next = close + 1 < source.count ? source[close + 1] : 62
    let isFollowedWell = next <= 32 || next == 62 || next == 47
    let hasTag = source.part(value).contains(60)
    return hasTag && !isFollowedWell ? nil : value
  }

  private static func bare(_ source: UnsafeBufferPointer<UInt8>, at start: Int) -> Range<Int> {
    var end = start
    while end < source.count, source[end] > 32, source[end] != 62, source[end] != 60 { end += 1 }
    return start..<end
  }
}
