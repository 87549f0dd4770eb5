/// Words together with what they are written in (Atom 1.0, RFC 4287 section 3.1).
public struct Text: Sendable, Hashable {
  /// How `value` is to be read.
  public enum Kind: Sendable, Hashable {
    /// The literal characters.
    case text
    /// Sanitised HTML with absolute addresses.
    case html
    /// As `html`; the document said XHTML.
    case xhtml
    /// Another media type, the value as it stood.
    case media(String)

    /// `text`, `html`, `xhtml` or the media type.
    public var name: String {
      switch self {
      case .text: "text"
      case .html: "html"
      case .xhtml: "xhtml"
      case .media(let type): type
      }
    }

    public var isMarkup: Bool {
      switch self {
      case .html, .xhtml: true
      case .text, .media: false
      }
    }
  }

  public var value: String
  public var kind: Kind
  /// The `xml:lang` in force where the text stood.
  public var language: String?
  /// The address against which the text's links were resolved.
  public var base: String?

  public init(_ value: String, kind: Kind = .text, language: String? = nil, base: String? = nil) {
    self.value = value
    self.kind = kind
    self.language = language
    self.base = base
  }
}
