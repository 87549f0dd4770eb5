/// A piece of HTML; names and places only, no text is copied.
enum HTMLToken {
  case text(Range<Int>)
  case start(HTMLName)
  case end(HTMLName)
}

/// The name and the value of an attribute, as written.
struct HTMLAttribute {
  var name: HTMLName
  var value: Range<Int>

  static let none = HTMLAttribute(name: HTMLName(), value: 0..<0)
}

/// Cuts bytes into tags and text where a browser would cut them (WHATWG HTML, section 13.2.5).
///
/// Linear whatever it is given. Comments, doctypes, processing instructions and CDATA sections are passed over.
struct HTMLTokenizer: ~Copyable {
  /// A tag with more attributes than this is dropped: it is an attack, not a text.
  static let attributeLimit = 500

  let bytes: UnsafeBufferPointer<UInt8>
  private(set) var position = 0
  /// How many attributes the last start tag has.
  private(set) var attributeCount = 0
  /// Whether the last start tag ends with `/>`.
  private(set) var isSelfClosing = false
  private var attributes: [HTMLAttribute]

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
    attributes = []
  }

  /// Goes on from an earlier place.
  mutating func rewind(to place: Int) { position = min(max(place, 0), bytes.count) }

  func attribute(_ index: Int) -> HTMLAttribute {
    index < attributeCount ? attributes[index] : .none
  }

  /// The next piece, `nil` at the end.
  mutating func next() -> HTMLToken? {
    var start = position
    while position < bytes.count {
      let less = bytes.place(of: .less, from: position) ?? bytes.count
      guard startsMarkup(less) else {
        position = min(less + 1, bytes.count)
        continue
      }
      if less > start {
        position = less
        return .text(start..<less)
      }
      if let token = markup(at: less) { return token }
      start = position
    }
    return start < bytes.count ? .text(start..<bytes.count) : nil
  }

  /// The text up to an end tag of this name, which is passed over; `nil` where there is none.
  mutating func rawText(closedBy name: HTMLName) -> Range<Int>? {
    let start = position
    var i = start
    while let less = bytes.place(of: .less, from: i) {
      i = less + 1
      guard i < bytes.count, bytes[i] == .slash else { continue }
      var end = i + 1
      guard HTMLName(in: bytes, at: &end) == name, end < bytes.count else { continue }
      position = bytes.place(of: .greater, from: end).map { $0 + 1 } ?? bytes.count
      return start..<less
    }
    return nil
  }

  @inline(__always)
  private func byte(_ index: Int) -> UInt8 { index < bytes.count ? bytes[index] : 0 }

  @inline(__always)
  private func isDeclaration(_ byte: UInt8) -> Bool {
    byte.isASCIILetter || byte == 45 || byte == 91 || byte == .greater
  }

  /// A `<` before anything but a letter, `/`, `!` or `?` is text.
  @inline(__always)
  private func startsMarkup(_ less: Int) -> Bool {
    let next = byte(less + 1)
    if next.isASCIILetter || next == .question { return true }
    // A sentence may say `<!'`: a declaration has a letter, a dash or a bracket.
    if next == 33 { return isDeclaration(byte(less + 2)) }
    return next == .slash && less + 2 < bytes.count
  }
}

// MARK: - Markup

extension HTMLTokenizer {
  private mutating func markup(at less: Int) -> HTMLToken? {
    let next = byte(less + 1)
    if next.isASCIILetter {
      position = less + 1
      return tag(isStart: true)
    }
    if next == .slash, byte(less + 2).isASCIILetter {
      position = less + 2
      return tag(isStart: false)
    }
    skipDeclaration(at: less)
    return nil
  }

  private mutating func skipDeclaration(at less: Int) {
    guard byte(less + 1) == 33, byte(less + 2) == 45, byte(less + 3) == 45 else {
      position = bytes.place(of: .greater, from: less + 2).map { $0 + 1 } ?? bytes.count
      return
    }
    position = commentEnd(from: less + 4)
  }

  /// Behind `-->` or `--!>`; `<!-->` and `<!--->` are whole comments.
  private func commentEnd(from start: Int) -> Int {
    if byte(start) == .greater { return start + 1 }
    if byte(start) == 45, byte(start + 1) == .greater { return start + 2 }
    var i = start
    while let dash = bytes.place(of: 45, from: i) {
      i = dash + 1
      guard byte(i) == 45 else { continue }
      if byte(i + 1) == .greater { return i + 2 }
      if byte(i + 1) == 33, byte(i + 2) == .greater { return i + 3 }
    }
    return bytes.count
  }

  /// Reads a tag from its name on; `nil` where the text ends inside it or it has too many attributes.
  private mutating func tag(isStart: Bool) -> HTMLToken? {
    let name = HTMLName(in: bytes, at: &position)
    attributeCount = 0
    isSelfClosing = false
    var total = 0
    while position < bytes.count {
      let byte = bytes[position]
      if byte == .greater {
        position += 1
        guard total <= Self.attributeLimit else { return nil }
        return isStart ? .start(name) : .end(name)
      }
      if byte.isHTMLSpace || byte == .slash {
        isSelfClosing = byte == .slash
        position += 1
      } else {
        isSelfClosing = false
        readAttribute()
        total += 1
      }
    }
    return nil
  }

  private mutating func readAttribute() {
    let name = HTMLName(attributeIn: bytes, at: &position)
    var end = position
    while byte(end).isHTMLSpace { end += 1 }
    var value = position..<position
    if byte(end) == UInt8(ascii: "=") {
      position = end + 1
      value = attributeValue()
    }
    guard attributeCount < Self.attributeLimit else { return }
    // Fragments are many and small: their list of attributes should not grow step by step.
    if attributes.isEmpty { attributes.reserveCapacity(8) }
    let attribute = HTMLAttribute(name: name, value: value)
    if attributeCount < attributes.count {
      attributes[attributeCount] = attribute
    } else {
      attributes.append(attribute)
    }
    attributeCount += 1
  }

  private mutating func attributeValue() -> Range<Int> {
    while byte(position).isHTMLSpace { position += 1 }
    let quote = byte(position)
    if quote == 34 || quote == 39 {
      let start = position + 1
      let end = bytes.place(of: quote, from: start) ?? bytes.count
      position = min(end + 1, bytes.count)
      return min(start, end)..<end
    }
    let start = position
    while position < bytes.count, !bytes[position].isHTMLSpace, bytes[position] != .greater {
      position += 1
    }
    return start..<position
  }
}
