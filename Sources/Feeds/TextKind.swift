import Foundation
import Markup
import Model

/// How the text of an element is to be read.
enum TextKind: Equatable {
  /// The characters as they stand.
  case literal
  /// HTML, escaped once for XML.
  case html
  /// HTML if it plainly is, else literal: RSS never said.
  case guess
  /// Elements in the document; without any, literal text.
  case xhtml
  /// Elements of another vocabulary, or text in another media type.
  case media(String)
  indirect case base64(TextKind)

  var action: XMLAction {
    switch self {
    case .base64: .text
    case .media(let type): type.hasSuffix("xml") ? .markup : .text
    default: .mixed
    }
  }

  /// What `type` and `mode` of an Atom text construct say (RFC 4287 section 3.1; Atom 0.3 section 3.1).
  static func atom(type: String?, mode: String?, format: Feed.Format?) -> TextKind {
    if mode == nil {
      // As good as all documents say it in one of these words.
      switch type {
      case nil, "text": return .literal
      case "html": return .html
      case "xhtml": return .xhtml
      default: break
      }
    }
    let type = type?.split(separator: ";").first.map { String($0).trimmed.lowercased() }
    let kind = named(type, isOld: format != .atom10, mode: mode?.lowercased())
    if mode?.lowercased() == "base64" { return .base64(kind == .literal ? .guess : kind) }
    return kind
  }

  private static func named(_ type: String?, isOld: Bool, mode: String?) -> TextKind {
    switch type {
    case nil, "text", "text/plain", "plain": isOld && mode != nil ? .guess : .literal
    case "html", "text/html", "text/x-html", "application/html": .html
    case "xhtml", "application/xhtml+xml", "application/xhtml":
      // Old feeds call escaped HTML so.
      mode == "escaped" ? .html : .xhtml
    case "application/xml", "text/xml": mode == "escaped" ? .guess : .xhtml
    case let type?
    where type.hasPrefix("text/") || type.hasSuffix("+xml") || type.hasSuffix("/xml"):
      .media(type)
    case let type? where type.contains("/"): .base64(.media(type))
    default: .literal
    }
  }

  /// XHTML without the `div` that Atom puts around it (RFC 4287 section 3.1.1.3).
  static func withoutDivision(_ html: String) -> String {
    guard html.hasPrefix("<div>"), html.hasSuffix("</div>") else { return html }
    let inner = html.dropFirst(5).dropLast(6)
    var depth = 0
    for tag in inner.matches(of: /<(\/?)div[ >]/) {
      depth += tag.1.isEmpty ? 1 : -1
      if depth < 0 { return html }
    }
    return String(inner).trimmed
  }

  /// Whether the text of an element, or what it stood for, can only be meant as HTML.
  static func looksLikeHTML(_ span: Span<UInt8>, _ decoded: String?) -> Bool {
    if let decoded { return looksLikeHTML(decoded) }
    for place in span.indices where span[place] == 60 || span[place] == 38 {
      return looksLikeHTML(String(xml: span))
    }
    return false
  }

  /// Whether a text can only be meant as HTML: it closes a tag or has a reference, and everything in it is known to HTML.
  static func looksLikeHTML(_ text: String) -> Bool {
    guard text.utf8.contains(where: { $0 == 60 || $0 == 38 }) else { return false }
    guard text.contains(/<\/\w+>|&#?\w+;/) else { return false }
    for tag in text.matches(of: /<\/?(\w+)/)
    where !elements.contains(tag.1.lowercased()) { return false }
    for reference in text.matches(of: /&(\w+);/)
    where HTMLEntities.scalars(for: reference.1) == nil { return false }
    return true
  }

  private static let elements = HTMLPolicy.feed.elements.union([
    "acronym", "big", "center", "font", "strike", "tt", "form", "input", "button", "label",
    "map", "area", "bdo", "nobr",
  ])
}

/// Decodes base64 that may be broken over lines; `nil` where it is none, or no text.
func decodedBase64(_ text: String) -> String? {
  guard let data = Data(base64Encoded: text, options: .ignoreUnknownCharacters), !data.isEmpty
  else { return nil }
  return String(data: data, encoding: .utf8)
}
