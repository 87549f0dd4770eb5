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
  private var hidden = HTMLHiddenContent()

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
    hidden.reset()
    let base = base.flatMap { $0.isWeb ? $0 : nil }
    var tokenizer = HTMLTokenizer(Self.limited(bytes))
    while let token = tokenizer.next() {
      switch token {
      case .text(let range): write(tokenizer.bytes.part(range), as: .text)
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

  private mutating func write(
    _ text: UnsafeBufferPointer<UInt8>, as source: HTMLBuffer.Source
  ) {
    tree.resume()
    tree.output.append(text, as: source)
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
    } else if HTMLHiddenContent.isSpecial(rule) {
      let text = hidden.pass(rule, in: &tokenizer, rules: rules)
      if let text { write(tokenizer.bytes.part(text), as: .decoded) }
    } else if rule.traits.contains(.block) {
      tree.closeParagraph()
    }
  }
}
