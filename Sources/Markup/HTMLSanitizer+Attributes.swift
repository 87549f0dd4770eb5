/// Attributes and the addresses in them.
extension HTMLSanitizer {
  /// Writes the attributes of a start tag that the policy keeps; of two with one name the first.
  mutating func writeAttributes(of tokenizer: borrowing HTMLTokenizer, base: BaseAddress?) {
    var seen: UInt64 = 0
    for i in 0..<tokenizer.attributeCount {
      let attribute = tokenizer.attribute(i)
      guard let index = rules.attributeIndex(named: attribute.name), seen & 1 << UInt64(index) == 0
      else { continue }
      seen |= 1 << UInt64(index)
      write(rules.attributes[index], tokenizer.bytes.part(attribute.value), base: base)
    }
  }

  private mutating func write(
    _ rule: HTMLRules.Attribute, _ value: UnsafeBufferPointer<UInt8>, base: BaseAddress?
  ) {
    let before = tree.output.count
    tree.output.append(UInt8(ascii: " "))
    tree.output.append(rule.name, count: rule.nameCount)
    tree.output.append("=\"")
    if write(value, as: rule.value, base: base) {
      tree.output.append(UInt8(ascii: "\""))
    } else {
      tree.output.truncate(to: before)
    }
  }

  /// Writes a value; `false` where it must not stand.
  private mutating func write(
    _ value: UnsafeBufferPointer<UInt8>, as kind: HTMLRules.Value, base: BaseAddress?
  ) -> Bool {
    if kind == .text {
      tree.output.append(value, as: .attribute)
      return true
    }
    if kind != .candidates, rules.allowsWeb, BaseAddressParts.isPlainWebAddress(value),
      value.place(of: .ampersand, from: 0) == nil
    {
      tree.output.append(value)
      return true
    }
    decoded.removeAll()
    decoded.appendDecoded(value, inAttribute: true)
    if kind == .candidates { return writeCandidates(base: base) }
    return writeAddress(decoded.bytes, isLink: kind == .link, base: base)
  }

  private mutating func writeAddress(
    _ address: UnsafeBufferPointer<UInt8>, isLink: Bool, base: BaseAddress?
  ) -> Bool {
    resolved.removeAll()
    let isEmpty = !address.contains { $0 > 32 }
    if isEmpty, !isLink { return true }
    if let base {
      base.resolve(address, into: &resolved)
    } else {
      BaseAddressParts.writeAlone(address, into: &resolved)
    }
    guard isAllowed(resolved.bytes, isLink: isLink) else { return false }
    tree.output.append(resolved.bytes, as: .decoded)
    return true
  }

  /// Whether an address has an allowed scheme, or clearly none.
  private func isAllowed(_ address: UnsafeBufferPointer<UInt8>, isLink: Bool) -> Bool {
    if let colon = BaseAddressParts.schemeEnd(of: address) {
      let scheme = HTMLName(String(decoding: address.part(0, colon), as: UTF8.self))
      return (isLink ? rules.linkSchemes : rules.mediaSchemes).contains(scheme)
    }
    let first = address.first { $0 == .colon || $0 == .slash || $0 == .question || $0 == .hash }
    return first != .colon
  }

  // MARK: srcset

  /// Writes the image candidates that are allowed (WHATWG HTML, section 4.8.4.2.1).
  private mutating func writeCandidates(base: BaseAddress?) -> Bool {
    var candidates = HTMLCandidates(decoded.bytes)
    var isFirst = true
    while let candidate = candidates.next() {
      let before = tree.output.count
      if !isFirst { tree.output.append(", ") }
      guard writeAddress(decoded.bytes.part(candidate.address), isLink: false, base: base) else {
        tree.output.truncate(to: before)
        continue
      }
      if let descriptor = candidate.descriptor {
        tree.output.append(UInt8(ascii: " "))
        tree.output.append(decoded.bytes.part(descriptor))
      }
      isFirst = false
    }
    return !isFirst
  }
}
