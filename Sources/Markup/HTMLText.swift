/// The text of HTML, for where markup has no place.
public enum HTMLText {
  /// The text content: blocks on lines of their own, white space collapsed, soft hyphens gone.
  ///
  /// What browsers do not show (scripts, form fields, drawings) is left out.
  public static func plain(_ html: String) -> String {
    plain(html, enough: .max)
  }

  /// The first blocks as one line of at most `limit` graphemes, cut between words, `…` behind a cut.
  ///
  /// Leaves out the `title` where the text repeats it first, phrases like “continue reading” and “the post appeared first
  /// on”, and addresses at the end.
  public static func excerpt(_ html: String, limit graphemes: Int, title: String? = nil) -> String {
    let limit = max(graphemes, 0)
    let text = plain(html, enough: min(limit, 1_000_000) * 64 + 4096)
    var lines = text.split(separator: "\n")[...]
    if let title, let first = lines.first, isSame(first, title) { lines.removeFirst() }
    let kept = lines.map { HTMLBoilerplate.trimmed($0) }.filter { !$0.isEmpty }
    return cut(kept.joined(separator: " "), to: limit)
  }

  private static func plain(_ html: String, enough: Int) -> String {
    var html = html
    return html.withUTF8 { bytes in
      var reader = HTMLTextReader(bytes, enough: enough)
      return reader.text()
    }
  }

  private static func isSame(_ line: some StringProtocol, _ title: String) -> Bool {
    let words = { (text: String) in
      text.lowercased().split { !$0.isLetter && !$0.isNumber }
    }
    return words(String(line)) == words(plain(title))
  }

  private static func cut(_ text: String, to limit: Int) -> String {
    let whole = withoutAddressTail(text[...])
    guard let end = whole.index(whole.startIndex, offsetBy: limit, limitedBy: whole.endIndex),
      end < whole.endIndex
    else { return String(whole) }
    guard limit > 0 else { return "" }
    let head = whole[..<whole.index(before: end)]
    var short = head
    if !whole[head.endIndex].isWhitespace, let space = head.lastIndex(where: { $0.isWhitespace }) {
      short = head[..<space]
    }
    short = withoutAddressTail(short)
    while let last = short.last, last.isWhitespace || ",;:–—-([„“\"…".contains(last) {
      short.removeLast()
    }
    return short.isEmpty ? "" : short + "…"
  }

  private static func withoutAddressTail(_ text: Substring) -> Substring {
    var text = text
    while true {
      while let last = text.last, last.isWhitespace { text.removeLast() }
      let start = text.lastIndex { $0.isWhitespace }.map { text.index(after: $0) }
      let word = text[(start ?? text.startIndex)...]
      guard word.hasPrefix("http://") || word.hasPrefix("https://") || word.hasPrefix("www.") else {
        return text
      }
      text = text[..<word.startIndex]
    }
  }
}
