/// The names a handler knows, each with a number of its own.
///
/// Names compare without case: publishers write `pubdate`, `PubDate` and `pubDate`.
public struct XMLVocabulary: Sendable {
  /// The number of what the vocabulary does not know.
  public static let unknown: UInt8 = 0

  let names: [String: UInt8]
  let spaces: [String: UInt8]
  let prefixes: [String: UInt8]
  let bare: UInt8

  /// - Parameters:
  ///   - names: local names of elements and attributes, in lower case.
  ///   - spaces: namespace addresses, in any of their spellings.
  ///   - prefixes: what a prefix means when its namespace is not declared or not known.
  ///   - bare: the namespace of elements that have none, or an unknown one without prefix.
  public init(
    names: [String: UInt8] = [:], spaces: [String: UInt8] = [:], prefixes: [String: UInt8] = [:],
    bare: UInt8 = XMLVocabulary.unknown
  ) {
    self.names = names
    self.spaces = Dictionary(
      spaces.map { (Self.folded($0.key), $0.value) }, uniquingKeysWith: { first, _ in first })
    self.prefixes = prefixes
    self.bare = bare
  }

  /// The number of a namespace, as its address or else its prefix says.
  func space(address: String?, prefix: String?) -> UInt8 {
    if let address, let known = spaces[Self.folded(address)] { return known }
    guard let prefix else { return bare }
    return prefixes[prefix.lowercased()] ?? Self.unknown
  }

  /// An address without what publishers get wrong: white space, case, the `s` of `https`, the mark at its end.
  private static func folded(_ address: String) -> String {
    var folded = Substring(address.lowercased()).drop { $0.isWhitespace }
    while let last = folded.last, last.isWhitespace || last == "/" || last == "#" {
      folded.removeLast()
    }
    return folded.hasPrefix("https://") ? "http" + folded.dropFirst(5) : String(folded)
  }
}
