/// Cuts text without cutting a character or, where that can be helped, a word.
enum Shortening {
  /// At most so many characters as people count them, and so many code points; `…` behind a cut.
  static func cut(_ text: String, graphemes: Int, scalars: Int) -> String {
    var end = text.startIndex
    var room = scalars
    var count = 0
    var lastFit = end
    while end < text.endIndex {
      room -= text[end].unicodeScalars.count
      count += 1
      guard room >= 0, count <= graphemes else { return shortened(text[..<lastFit], of: text) }
      end = text.index(after: end)
      if room >= 1, count < graphemes { lastFit = end }
    }
    return text
  }

  private static func shortened(_ head: Substring, of text: String) -> String {
    var short = head
    if head.endIndex < text.endIndex, !text[head.endIndex].isWhitespace,
      let space = head.lastIndex(where: \.isWhitespace)
    {
      short = head[..<space]
    }
    while let last = short.last, last.isWhitespace || ",;:–—-…([„“\"".contains(last) {
      short.removeLast()
    }
    return short.isEmpty ? "" : short + "…"
  }
}
