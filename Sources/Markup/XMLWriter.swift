/// Writes XML 1.0 as UTF-8: balanced and escaped whatever text is put in.
///
/// Code points that XML 1.0 forbids are left out, text is brought into normalisation form C.
public struct XMLWriter: Sendable {
  public private(set) var bytes: [UInt8] = []

  /// Begins a document.
  public init(declaration: Bool = true) {
    if declaration { append("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n") }
  }

  /// What has been written, as text.
  public var string: String { String(decoding: bytes, as: UTF8.self) }

  public mutating func reserve(_ capacity: Int) { bytes.reserveCapacity(capacity) }

  /// Writes an element and what the closure writes inside it; attributes without a value are left out.
  public mutating func element<Failure: Error>(
    _ name: String, _ attributes: KeyValuePairs<String, String?> = [:],
    content: (inout XMLWriter) throws(Failure) -> Void
  ) throws(Failure) {
    guard Self.isName(name) else { return try content(&self) }
    open(name, attributes.map { ($0.key, $0.value) })
    append(">")
    try content(&self)
    append("</")
    append(name)
    append(">")
  }

  /// Writes an element that holds only text; nothing where there is no text.
  public mutating func element(
    _ name: String, _ attributes: KeyValuePairs<String, String?> = [:], text: String?
  ) {
    guard let text else { return }
    element(name, attributes) { $0.text(text) }
  }

  /// Writes an element without content.
  public mutating func element(_ name: String, _ attributes: KeyValuePairs<String, String?> = [:]) {
    emptyElement(name, attributes.map { ($0.key, $0.value) })
  }

  /// Writes an element without content, its attributes from a list made at run time.
  public mutating func emptyElement(_ name: String, _ attributes: [(String, String?)]) {
    guard Self.isName(name) else { return }
    open(name, attributes)
    append("/>")
  }

  /// Writes text.
  public mutating func text(_ text: String) {
    escape(XMLNormalisation.composed(text), inAttribute: false)
  }

  /// Writes a line break, for documents that people read too.
  public mutating func newline() { bytes.append(10) }

  /// Text for the content or a double-quoted attribute of HTML or XML.
  public static func escaped(_ text: String) -> String {
    var writer = XMLWriter(declaration: false)
    writer.escape(text, inAttribute: true)
    return writer.string
  }

  // MARK: Writing

  private mutating func open(_ name: String, _ attributes: [(String, String?)]) {
    append("<")
    append(name)
    var written: Set<String> = []
    for case (let key, let value?) in attributes where Self.isName(key) {
      guard written.insert(key).inserted else { continue }
      append(" ")
      append(key)
      append("=\"")
      escape(value, inAttribute: true)
      append("\"")
    }
  }

  private mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }

  private mutating func append(_ scalar: Unicode.Scalar) {
    bytes.append(contentsOf: String(scalar).utf8)
  }

  private mutating func escape(_ text: String, inAttribute: Bool) {
    var text = text
    text.withUTF8 { source in
      var run = 0
      var i = 0
      while i < source.count {
        let width = Self.width(ofSpecialAt: i, in: source, inAttribute: inAttribute)
        if width > 0 {
          bytes.append(contentsOf: source.part(run, i))
          append(Self.replacement(for: source[i]))
          run = i + width
        }
        i += max(width, 1)
      }
      bytes.append(contentsOf: source.part(run, source.count))
    }
  }

  /// How many bytes at a place must be written in another way or left out.
  @inline(__always)
  private static func width(
    ofSpecialAt place: Int, in bytes: UnsafeBufferPointer<UInt8>, inAttribute: Bool
  ) -> Int {
    switch bytes[place] {
    case 38, 60, 62, 13: 1
    case 34: inAttribute ? 1 : 0
    case 9, 10: inAttribute ? 1 : 0
    case 0..<32: 1
    case 0xEF: isNoncharacter(bytes, at: place) ? 3 : 0
    default: 0
    }
  }

  /// U+FFFE and U+FFFF.
  private static func isNoncharacter(_ bytes: UnsafeBufferPointer<UInt8>, at place: Int) -> Bool {
    place + 2 < bytes.count && bytes[place + 1] == 0xBF && bytes[place + 2] >= 0xBE
  }

  private static func replacement(for byte: UInt8) -> String {
    switch byte {
    case 38: "&amp;"
    case 60: "&lt;"
    case 62: "&gt;"
    case 34: "&quot;"
    case 9: "&#9;"
    case 10: "&#10;"
    case 13: "&#13;"
    default: ""
    }
  }

  // MARK: What XML allows

  private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 9, 10, 13, 0x20...0xFFFD, 0x1_0000...: true
    default: false
    }
  }

  /// Whether a text can be the name of an element or attribute, with at most one prefix.
  private static func isName(_ text: String) -> Bool {
    let parts = text.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
    return parts.count <= 2 && parts.allSatisfy { isUnprefixedName($0) }
  }

  private static func isUnprefixedName(_ text: Substring) -> Bool {
    guard let first = text.unicodeScalars.first, isNameStart(first) else { return false }
    return text.unicodeScalars.allSatisfy { scalar in
      isNameStart(scalar) || "-.0123456789\u{B7}".unicodeScalars.contains(scalar)
    }
  }

  private static func isNameStart(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x41...0x5A, 0x5F, 0x61...0x7A, 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x2FF, 0x370...0x37D,
      0x37F...0x1FFF, 0x3001...0xD7FF:
      true
    default: false
    }
  }
}
