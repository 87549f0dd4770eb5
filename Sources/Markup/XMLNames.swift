import CLibXML2
import Glibc

/// The meanings of the names a parser context has interned, found once and remembered by pointer.
struct XMLNames: ~Copyable {
  /// What `xml:` attributes are called in the context's dictionary.
  let xml: UnsafePointer<UInt8>?
  let base: UnsafePointer<UInt8>?
  let lang: UnsafePointer<UInt8>?

  private let vocabulary: XMLVocabulary
  private var elements = XMLPointerTable<UInt8>()
  private var spaces = XMLPointerTable<UInt8>()
  private var voids = XMLPointerTable<Bool>()

  /// - Parameter intern: gives the context's own pointer for a name.
  init(_ vocabulary: XMLVocabulary, intern: (StaticString) -> UnsafePointer<UInt8>?) {
    self.vocabulary = vocabulary
    xml = intern("http://www.w3.org/XML/1998/namespace")
    base = intern("base")
    lang = intern("lang")
    let void: [StaticString] = [
      "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param",
      "source", "track", "wbr",
    ]
    for name in void.compactMap(intern) { voids.insert(true, for: name) }
  }

  /// Whether an HTML element of this name has no end tag.
  func isVoid(_ name: UnsafePointer<UInt8>) -> Bool { voids[name] ?? false }

  @inline(__always)
  mutating func attribute(_ name: UnsafePointer<UInt8>) -> UInt8 { elements[name] ?? learn(name) }

  @inline(__always)
  mutating func element(
    _ name: UnsafePointer<UInt8>, _ prefix: UnsafePointer<UInt8>?, _ address: UnsafePointer<UInt8>?
  ) -> (space: UInt8, name: UInt8) {
    let name = elements[name] ?? learn(name)
    if let address { return (spaces[address] ?? learn(address, prefix), name) }
    guard let prefix else { return (vocabulary.bare, name) }
    return (vocabulary.space(address: nil, prefix: String(cString: prefix)), name)
  }

  private mutating func learn(_ pointer: UnsafePointer<UInt8>) -> UInt8 {
    let name = String(cString: pointer).lowercased()
    let meaning = vocabulary.names[name] ?? XMLVocabulary.unknown
    elements.insert(meaning, for: pointer)
    return meaning
  }

  private mutating func learn(_ address: UnsafePointer<UInt8>, _ prefix: UnsafePointer<UInt8>?)
    -> UInt8
  {
    let space = vocabulary.space(
      address: String(cString: address), prefix: prefix.map { String(cString: $0) })
    spaces.insert(space, for: address)
    return space
  }
}
