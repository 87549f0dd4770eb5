/// The image candidates of a `srcset` (WHATWG HTML, section 4.8.4.2.1).
struct HTMLCandidates {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var position = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  /// The next address and its width or density, where that is well formed.
  mutating func next() -> (address: Range<Int>, descriptor: Range<Int>?)? {
    while position < bytes.count, bytes[position].isHTMLSpace || bytes[position] == Self.comma {
      position += 1
    }
    guard position < bytes.count else { return nil }
    let start = position
    while position < bytes.count, !bytes[position].isHTMLSpace { position += 1 }
    var end = position
    while end > start, bytes[end - 1] == Self.comma { end -= 1 }
    guard end == position else { return (start..<end, nil) }
    return (start..<end, descriptor())
  }

  private static let comma = UInt8(ascii: ",")

  private mutating func descriptor() -> Range<Int>? {
    var depth = 0
    let start = position
    while position < bytes.count, depth > 0 || bytes[position] != Self.comma {
      if bytes[position] == 40 { depth = 1 }
      if bytes[position] == 41 { depth = 0 }
      position += 1
    }
    let text = bytes.part(start, position)
    guard let first = text.firstIndex(where: { !$0.isHTMLSpace }),
      let last = text.lastIndex(where: { !$0.isHTMLSpace }), first < last
    else { return nil }
    let isNumber = text[first..<last].allSatisfy { $0.isASCIIDigit || $0 == .dot }
    let isUnit = text[last] == UInt8(ascii: "w") || text[last] == UInt8(ascii: "x")
    return isNumber && isUnit ? start + first..<start + last + 1 : nil
  }
}
