import Foundation

/// The validator's rules for HTML inside feeds.
///
/// It reads fragments with a strict HTML 5 parser; here only what our writers and the sanitiser could
/// get wrong is checked: balance, known names, quoting, references, and blocks inside paragraphs.
enum FeedHTML {
  /// Elements it takes for safe.
  static let elements = words(
    """
    a abbr acronym address area article aside audio b bdi big blockquote br canvas caption center \
    cite code col colgroup data dd del details dfn dialog dir div dl dt em fieldset figcaption figure \
    footer font header h1 h2 h3 h4 h5 h6 hgroup hr i img ins kbd label legend li main map mark menu \
    meter nav ol output p picture pre progress q rp rt ruby s samp section small source span strike \
    strong sub summary sup table tbody td tfoot th thead time tr track tt u ul var video wbr
    """)

  /// Attributes it takes for safe, of those a sanitiser might let through; `controls` is not among them.
  private static let attributes = words(
    """
    abbr alt cite class colspan datetime dir headers height href hreflang id lang poster rel reversed \
    rowspan scope span src srclang srcset start summary title type value width
    """)

  private static let void = words("area br col hr img source track wbr")

  private static let blocks = words(
    """
    address article aside blockquote details div dl fieldset figcaption figure footer h1 h2 h3 h4 h5 \
    h6 header hr main nav ol p pre section table ul
    """)

  static func fault(in html: String) -> String? {
    var open: [String] = []
    for tag in html.matches(of: /<(\/?)([a-zA-Z0-9]*)([^<>]*)>/.matchingSemantics(.unicodeScalar)) {
      let name = String(tag.2)
      guard elements.contains(name) else { return "NotHtml or SecurityRisk <\(tag.0.prefix(20))>" }
      if tag.1.isEmpty {
        if let fault = attributeFault(in: tag.3) { return fault }
        if blocks.contains(name), open.contains("p") { return "NotHtml <\(name)> inside <p>" }
        if name == "a", open.contains("a") { return "NotHtml <a> inside <a>" }
        if !void.contains(name) { open.append(name) }
      } else if open.popLast() != name {
        return "NotHtml </\(name)> closes nothing"
      }
    }
    if let left = open.last { return "NotHtml <\(left)> is left open" }
    return strayFault(in: html)
  }

  /// What looks like mark-up and is none: parse errors in HTML.
  private static func strayFault(in html: String) -> String? {
    let text = html.replacing(/<\/?[a-z0-9]+[^<>]*>/.matchingSemantics(.unicodeScalar), with: "")
    if text.unicodeScalars.contains("<") { return "NotHtml stray <" }
    for match in text.matches(of: /&(#?\w*)(;?)/.matchingSemantics(.unicodeScalar)) {
      let isKnown = ["amp", "lt", "gt", "quot", "apos", "nbsp", "#39"].contains(match.1)
      if match.2.isEmpty || !isKnown { return "NotHtml \(match.0)" }
    }
    return nil
  }

  private static func attributeFault(in text: Substring) -> String? {
    var rest = text
    var seen: Set<String> = []
    let form = /\s+([a-z]+)(="[^"]*")?/.matchingSemantics(.unicodeScalar)
    while let match = rest.prefixMatch(of: form) {
      let name = String(match.1)
      if !attributes.contains(name) { return "SecurityRiskAttr \(name)" }
      if !seen.insert(name).inserted { return "NotHtml \(name) twice" }
      rest = rest[match.range.upperBound...]
    }
    return rest.allSatisfy { $0 == " " || $0 == "/" } ? nil : "NotHtml in a tag: \(rest)"
  }

  static func relativeReference(in html: String) -> String? {
    let form = /<(?:a\s+href|img\s+[^>]*src)="([^"]*)"/.matchingSemantics(.unicodeScalar)
    for match in html.matches(of: form) where !match.1.contains(/^\w+:/) {
      return "ContainsRelRef \(match.1)"
    }
    return nil
  }

  private static func words(_ list: String) -> Set<String> {
    Set(list.split(separator: " ").map { String($0) })
  }
}
