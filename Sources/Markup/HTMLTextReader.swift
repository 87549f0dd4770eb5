/// Reads the text of HTML in one pass.
struct HTMLTextReader: ~Copyable {
  /// What separates the text to come from the text before it.
  private enum Gap: Int {
    case none
    case space
    case line
  }

  private static let rules = HTMLRules(HTMLPolicy(elements: [], attributes: []))

  private let rules: HTMLRules
  private let enough: Int
  private var tokenizer: HTMLTokenizer
  private var hidden = HTMLHiddenContent()
  private var decoded = HTMLBuffer()
  private var output = HTMLBuffer()
  private var gap = Gap.none

  /// Reads until the text has `enough` bytes.
  init(_ bytes: UnsafeBufferPointer<UInt8>, enough: Int = .max) {
    rules = Self.rules
    self.enough = max(enough, 0)
    tokenizer = HTMLTokenizer(bytes)
  }

  mutating func text() -> String {
    while output.count < enough, let token = tokenizer.next() {
      switch token {
      case .text(let range): append(tokenizer.bytes.part(range), hasReferences: true)
      case .start(let name): pass(name)
      case .end(let name): separate(at: rules.element(named: name))
      }
    }
    return output.string
  }

  private mutating func pass(_ name: HTMLName) {
    guard let rule = rules.element(named: name) else { return }
    separate(at: rule)
    guard HTMLHiddenContent.isSpecial(rule) else { return }
    if let text = hidden.pass(rule, in: &tokenizer, rules: rules) {
      append(tokenizer.bytes.part(text), hasReferences: false)
    }
  }

  private mutating func separate(at rule: HTMLRules.Element?) {
    guard let rule else { return }
    if rule.traits.contains(.block) || rule.element == .br || rule.element == .tr {
      gap = .line
    } else if rule.traits.contains(.tablePart), gap == .none {
      gap = .space
    }
  }

  private mutating func append(_ bytes: UnsafeBufferPointer<UInt8>, hasReferences: Bool) {
    guard hasReferences, bytes.place(of: .ampersand, from: 0) != nil else {
      return appendCollapsed(bytes)
    }
    decoded.removeAll()
    decoded.appendDecoded(bytes, inAttribute: false)
    appendCollapsed(decoded.bytes)
  }

  private mutating func appendCollapsed(_ bytes: UnsafeBufferPointer<UInt8>) {
    var i = 0
    while i < bytes.count {
      let byte = bytes[i]
      if output.count >= enough, byte & 0xC0 != 0x80 { return }
      let width = Self.invisible(in: bytes, at: i)
      i += max(width, 1)
      if byte <= 32 {
        if gap == .none { gap = .space }
      } else if width == 0 {
        closeGap()
        output.append(byte)
      }
    }
  }

  private mutating func closeGap() {
    if gap == .none { return }
    if output.count > 0 { output.append(gap == .line ? 10 : 32) }
    gap = .none
  }

  /// The length of a soft hyphen (U+00AD), a zero-width space (U+200B) or a byte order mark (U+FEFF) at a place.
  @inline(__always)
  private static func invisible(in bytes: UnsafeBufferPointer<UInt8>, at place: Int) -> Int {
    let byte = bytes[place]
    if byte < 0xC2 || place + 1 >= bytes.count { return 0 }
    if byte == 0xC2 { return bytes[place + 1] == 0xAD ? 2 : 0 }
    guard place + 2 < bytes.count else { return 0 }
    let rest = (bytes[place + 1], bytes[place + 2])
    return byte == 0xE2 && rest == (0x80, 0x8B) || byte == 0xEF && rest == (0xBB, 0xBF) ? 3 : 0
  }
}
