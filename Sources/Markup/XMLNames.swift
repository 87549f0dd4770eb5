import CLibXML2
import Glibc

/// The meanings of the names a parser context has interned, found once and remembered by pointer.
struct XMLNames: ~Copyable {
  /// What `xml:` attributes are called in the context's dictionary.
  let xml: UnsafePointer<UInt8>?
  let base: UnsafePointer<UInt8>?
  let lang: UnsafePointer<UInt8>?

  private let vocabulary: XMLVocabulary
  private var elements = XMLPointerTable<XMLMeaning>()
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
  mutating func attribute(_ name: UnsafePointer<UInt8>) -> XMLMeaning { elements[name] ?? learn(name) }

  @inline(__always)
  mutating func element(
    _ name: UnsafePointer<UInt8>, _ prefix: UnsafePointer<UInt8>?, _ address: UnsafePointer<UInt8>?
  ) -> (space: UInt8, name: UInt8) {
    let meaning = elements[name] ?? learn(name)
    if let space = meaning.space { return (space, meaning.name) }
    guard let address else { return (vocabulary.bare, meaning.name) }
    return (spaces[address] ?? learn(address, prefix), meaning.name)
  }

  private mutating func learn(_ pointer: UnsafePointer<UInt8>) -> XMLMeaning {
    var name = String(cString: pointer).lowercased()
    var space: UInt8?
    if let colon = name.firstIndex(of: ":") {
      // An undeclared prefix: the whole of it arrives as the local name.
      space = vocabulary.space(address: nil, prefix: String(name[..<colon]))
      name = String(name[name.index(after: colon)...])
    }
    let meaning = XMLMeaning(name: vocabulary.names[name] ?? XMLVocabulary.unknown, space: space)
    elements.insert(meaning, for: pointer)
    return meaning
  }

  private mutating func learn(_ address: UnsafePointer<UInt8>, _ prefix: UnsafePointer<UInt8>?) -> UInt8 {
    let space = vocabulary.space(
      address: String(cString: address), prefix: prefix.map { String(cString: $0) })
    spaces.insert(space, for: address)
    return space
  }
}
