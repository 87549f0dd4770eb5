/// Turns untrusted HTML into HTML that has only what a policy allows.
///
/// The bytes are cut as a browser cuts them; nothing of them is passed on: tags are written anew from the allow-list,
/// balanced, text and values decoded and escaped again. Keep one and use it for many fragments.
public struct HTMLSanitizer: ~Copyable {
  /// What lies beyond this many bytes of a fragment is cut off.
  public static let inputLimit = 1_000_000

  let rules: HTMLRules
  var tree = HTMLTree()
  var decoded = HTMLBuffer()
  var resolved = HTMLBuffer()
  /// Kinds of hidden elements that are known to have no end tag in the rest of the fragment.
  private var unclosed: Set<HTMLElement> = []

  public init() { self.init(policy: .feed) }

  public init(policy: HTMLPolicy) { rules = HTMLRules(policy) }

  /// The fragment with only what the policy allows, its addresses made absolute.
  public mutating func sanitize(_ html: String, base: BaseAddress?) -> String {
    var html = html
    return html.withUTF8 { sanitize($0, base: base) }
  }

  /// The fragment with only what the policy allows, its addresses made absolute.
  ///
  /// - Precondition: the bytes are UTF-8.
  public mutating func sanitize(
    _ bytes: UnsafeBufferPointer<UInt8>, base: BaseAddress?
  ) -> String {
    tree.removeAll()
    unclosed.removeAll(keepingCapacity: true)
    let base = base.flatMap { $0.isWeb ? $0 : nil }
    var tokenizer = HTMLTokenizer(Self.limited(bytes))
    while let token = tokenizer.next() {
      switch token {
      case .text(let range): tree.output.appendText(tokenizer.bytes.part(range))
      case .start(let name): start(name, in: &tokenizer, base: base)
      case .end(let name): end(name)
      }
    }
    tree.closeAll()
    return tree.output.uncheckedString
  }

  /// Cuts at the limit, before the character that crosses it.
  private static func limited(_ bytes: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
    guard bytes.count > inputLimit else { return bytes }
    var end = inputLimit
    while end > 0, bytes[end] & 0xC0 == 0x80 { end -= 1 }
    return bytes.part(0, end)
  }

  private mutating func end(_ name: HTMLName) {
    guard let rule = rules.element(named: name), rule.isKept else { return }
    if rule.traits.contains(.void) {
      if rule.element == .br, tree.begin(rule) { tree.finish(rule, hasAttributes: false) }
    } else {
      tree.close(rule)
    }
  }

  private mutating func start(
    _ name: HTMLName, in tokenizer: inout HTMLTokenizer, base: BaseAddress?
  ) {
    guard let rule = rules.element(named: name) else { return }
    if rule.isKept {
      guard tree.begin(rule) else { return }
      let before = tree.output.count
      writeAttributes(of: tokenizer, base: base)
      tree.finish(rule, hasAttributes: tree.output.count > before)
    } else if rule.traits.contains(.raw) || rule.element == .plaintext {
      passRawText(of: rule, in: &tokenizer)
    } else if rule.traits.contains(.hidden) {
      if !rule.traits.contains(.void) { passHidden(rule, in: &tokenizer) }
    } else if rule.traits.contains(.block) {
      tree.closeParagraph()
    }
  }

  // MARK: What readers are not shown

  private mutating func passRawText(of rule: HTMLRules.Element, in tokenizer: inout HTMLTokenizer) {
    let isToEnd = rule.traits.contains(.toEnd)
    if tokenizer.isSelfClosing, !isToEnd { return }
    if let text = rawText(of: rule, in: &tokenizer) {
      if !rule.traits.contains(.hidden) { tree.output.appendEscaped(tokenizer.bytes.part(text)) }
    } else if isToEnd, !tokenizer.isSelfClosing {
      tokenizer.rewind(to: tokenizer.bytes.count)
    }
  }

  private mutating func rawText(
    of rule: HTMLRules.Element, in tokenizer: inout HTMLTokenizer
  ) -> Range<Int>? {
    guard !unclosed.contains(rule.element) else { return nil }
    let text = tokenizer.rawText(closedBy: rule.name)
    if text == nil { unclosed.insert(rule.element) }
    return text
  }

  /// Passes over an element and all inside it; over its tag only, where it has no end tag.
  private mutating func passHidden(_ rule: HTMLRules.Element, in tokenizer: inout HTMLTokenizer) {
    if tokenizer.isSelfClosing || unclosed.contains(rule.element) { return }
    let begin = tokenizer.position
    var depth = 1
    while let token = tokenizer.next() {
      switch token {
      case .text: continue
      case .start(rule.name): if !tokenizer.isSelfClosing { depth += 1 }
      case .start(let name):
        guard let inner = rules.element(named: name), inner.traits.contains(.raw) else { continue }
        if !rule.traits.contains(.foreign) { _ = rawText(of: inner, in: &tokenizer) }
      case .end(rule.name): depth -= 1
      case .end: continue
      }
      if depth == 0 { return }
    }
    tokenizer.rewind(to: begin)
    unclosed.insert(rule.element)
  }
}
