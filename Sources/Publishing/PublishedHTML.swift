import Markup
import Model

/// An entry's HTML in the form in which we pass it on.
///
/// Keeps the working memory of its sanitisers for all entries of a document.
struct PublishedHTML: ~Copyable {
  private var withImages = HTMLSanitizer(policy: .withImages)
  private var withoutImages = HTMLSanitizer(policy: .withoutImages)
  private var page = HTMLSanitizer(policy: .page)

  /// For feeds: without pictures, unless the source's policy shows them; with absolute addresses.
  mutating func feed(_ html: String, showsImages: Bool, base: String?) -> String {
    let base = base.flatMap(BaseAddress.init)
    return PlainText.clean(
      showsImages
        ? Self.sanitized(html, base, with: &withImages)
        : Self.sanitized(html, base, with: &withoutImages))
  }

  /// Sanitised, and without tables that browsers would have to mend.
  private static func sanitized(
    _ html: String, _ base: BaseAddress?, with sanitizer: inout HTMLSanitizer
  ) -> String {
    let safe = sanitizer.sanitize(html, base: base)
    if TableShape.isSound(safe) { return safe }
    return sanitizer.sanitize(TableShape.flattened(safe), base: base)
  }

  /// For our pages: nothing that makes a browser ask a third party, headings below our own, and links
  /// that tell nobody where a reader comes from.
  mutating func page(_ html: String, base: String?) -> String {
    let safe = PlainText.clean(
      Self.sanitized(html, base.flatMap(BaseAddress.init), with: &page))
    let shift = 2 - (Self.highestHeading(in: safe) ?? 1)
    var rewritten = ""
    var rest = safe[...]
    while let start = rest.utf8.firstIndex(of: UInt8(ascii: "<")) {
      rewritten += rest[..<start]
      let end = rest.utf8[start...].firstIndex(of: UInt8(ascii: ">")) ?? rest.endIndex
      rewritten += Self.tag(rest[start..<end], shift: shift)
      rest = rest[end...]
    }
    return rewritten + rest
  }

  /// A tag without its closing `>`; the sanitiser has escaped every other `<` and `>`.
  private static func tag(_ tag: Substring, shift: Int) -> String {
    let name = tag.utf8.dropFirst().prefix { $0 != UInt8(ascii: " ") }
    let rest = Substring(tag.utf8[name.endIndex...])
    let isClosing = name.first == UInt8(ascii: "/")
    let word = String(Substring(isClosing ? name.dropFirst() : name))
    if word == "a", !isClosing {
      return "<a rel=\"nofollow noopener ugc\" referrerpolicy=\"no-referrer\"" + rest
    }
    guard let level = headings.firstIndex(of: word) else { return String(tag) }
    return "<" + (isClosing ? "/" : "") + headings[min(level + shift, 5)] + rest
  }

  private static let headings = ["h1", "h2", "h3", "h4", "h5", "h6"]

  /// The level from which the text's own headings count.
  private static func highestHeading(in html: String) -> Int? {
    headings.firstIndex { html.contains("<" + $0) }.map { $0 + 1 }
  }
}

extension HTMLPolicy {
  /// As `feed`, without what feed validators warn of: readers bring controls of their own.
  static let withImages = HTMLPolicy(
    elements: feed.elements, attributes: feed.attributes.subtracting(["controls"]))

  /// The same without pictures.
  static let withoutImages = HTMLPolicy(
    elements: feed.elements.subtracting(["img", "picture", "source", "track"]),
    attributes: withImages.attributes.subtracting(["poster", "srcset"]))

  /// What our own pages show of a full text.
  static let page = HTMLPolicy(
    elements: withoutImages.elements.subtracting(["audio", "video"]),
    attributes: withoutImages.attributes.subtracting(["src"]))
}
