/// Passes over what is not markup (scripts, old verbatim text) and what is not for readers (drawings, form fields).
///
/// An element without an end tag does not swallow the rest of the text, unless it is a script or a style sheet.
struct HTMLHiddenContent {
  /// Kinds of elements that are known to have no end tag in the rest of the text; keeps the work linear.
  private var unclosed: Set<HTMLElement> = []

  static func isSpecial(_ rule: HTMLRules.Element) -> Bool {
    rule.traits.contains(.raw) || rule.traits.contains(.hidden) || rule.element == .plaintext
  }

  mutating func reset() { unclosed.removeAll(keepingCapacity: true) }

  /// Moves on behind an element whose start tag was just read; returns the text in it that readers are shown.
  mutating func pass(
    _ rule: HTMLRules.Element, in tokenizer: inout HTMLTokenizer, rules: borrowing HTMLRules
  ) -> Range<Int>? {
    if rule.traits.contains(.void) { return nil }
    if rule.element == .plaintext {
      defer { tokenizer.rewind(to: tokenizer.bytes.count) }
      return tokenizer.position..<tokenizer.bytes.count
    }
    guard rule.traits.contains(.raw) else {
      passElement(rule, in: &tokenizer, rules: rules)
      return nil
    }
    let text = passRawText(of: rule, in: &tokenizer)
    return rule.traits.contains(.hidden) ? nil : text
  }

  private mutating func passRawText(
    of rule: HTMLRules.Element, in tokenizer: inout HTMLTokenizer
  ) -> Range<Int>? {
    let isToEnd = rule.traits.contains(.toEnd)
    if tokenizer.isSelfClosing, !isToEnd { return nil }
    if let text = rawText(of: rule, in: &tokenizer) { return text }
    if isToEnd, !tokenizer.isSelfClosing { tokenizer.rewind(to: tokenizer.bytes.count) }
    return nil
  }

  private mutating func rawText(
    of rule: HTMLRules.Element, in tokenizer: inout HTMLTokenizer
  ) -> Range<Int>? {
    guard !unclosed.contains(rule.element) else { return nil }
    let text = tokenizer.rawText(closedBy: rule.name)
    if text == nil { unclosed.insert(rule.element) }
    return text
  }

  private mutating func passElement(
    _ rule: HTMLRules.Element, in tokenizer: inout HTMLTokenizer, rules: borrowing HTMLRules
  ) {
    if tokenizer.isSelfClosing || unclosed.contains(rule.element) { return }
    let begin = tokenizer.position
    var depth = 1
    while depth > 0 {
      guard let token = tokenizer.next() else {
        tokenizer.rewind(to: begin)
        unclosed.insert(rule.element)
        return
      }
      switch token {
      case .start(rule.name): if !tokenizer.isSelfClosing { depth += 1 }
      case .end(rule.name): depth -= 1
      case .start(let name) where !rule.traits.contains(.foreign):
        guard let inner = rules.element(named: name), inner.traits.contains(.raw) else { continue }
        _ = rawText(of: inner, in: &tokenizer)
      default: continue
      }
    }
  }
}
