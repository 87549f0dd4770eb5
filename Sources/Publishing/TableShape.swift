/// The shape of tables in sanitised HTML, in which every `<` starts a tag and every tag is closed.
enum TableShape {
  private static let parts: Set<Substring> = [
    "table", "caption", "colgroup", "col", "thead", "tbody", "tfoot", "tr", "td", "th",
  ]
  private static let void: Set<Substring> = ["br", "col", "hr", "img", "source", "track"]

  /// What may stand right inside a part; other parts hold what they like.
  private static let inner: [Substring: Set<Substring>] = [
    "table": ["caption", "colgroup", "col", "thead", "tbody", "tfoot", "tr"],
    "colgroup": ["col"], "thead": ["tr"], "tbody": ["tr"], "tfoot": ["tr"], "tr": ["td", "th"],
  ]

  /// Whether tables hold rows, rows hold cells, and nothing stands between them.
  static func isSound(_ html: String) -> Bool {
    guard html.utf8.contains(UInt8(ascii: "<")), html.contains("<table") else { return true }
    var open: [Substring] = []
    for piece in html.split(separator: "<", omittingEmptySubsequences: false).dropFirst() {
      let name = Self.name(of: piece)
      if piece.first == "/" {
        open.removeLast(open.isEmpty ? 0 : 1)
      } else {
        if let parent = open.last, let inner = inner[parent], !inner.contains(name) { return false }
        if !void.contains(name) { open.append(name) }
      }
      let text = piece[(piece.firstIndex(of: ">") ?? piece.startIndex)...].dropFirst()
      if let parent = open.last, inner[parent] != nil, !text.allSatisfy(\.isWhitespace) {
        return false
      }
    }
    return true
  }

  /// The same text with a plain block in place of every part of a table.
  static func flattened(_ html: String) -> String {
    let pieces = html.split(separator: "<", omittingEmptySubsequences: false)
    return pieces.dropFirst().reduce(into: String(pieces[0])) { flat, piece in
      let name = name(of: piece)
      guard parts.contains(name) else {
        flat += "<" + piece
        return
      }
      let text = piece.drop { $0 != ">" }.dropFirst()
      if name != "col" { flat += piece.first == "/" ? "</div>" : "<div>" }
      flat += text
    }
  }

  private static func name(of piece: Substring) -> Substring {
    piece.drop { $0 == "/" }.prefix { $0.isLetter || $0.isNumber }
  }
}
