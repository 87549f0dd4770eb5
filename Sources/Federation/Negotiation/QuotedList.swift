/// Lists as HTTP writes them, in which a quoted string may hold the separator (RFC 9110 section 5.6).
enum QuotedList {
  /// The items without blanks around them; empty ones are kept.
  static func split(_ list: some StringProtocol, at separator: Unicode.Scalar) -> [String] {
    var items: [String] = []
    var item = String.UnicodeScalarView()
    var isQuoted = false
    var isEscaped = false
    for scalar in list.unicodeScalars {
      if scalar == separator, !isQuoted {
        items.append(trimmed(item))
        item.removeAll()
        continue
      }
      item.append(scalar)
      if scalar == "\"", !isEscaped { isQuoted.toggle() }
      isEscaped = isQuoted && scalar == "\\" && !isEscaped
    }
    return items + [trimmed(item)]
  }

  /// The value without blanks and quotes, its escapes read.
  static func unquoted(_ value: some StringProtocol) -> String {
    let value = trimmed(String.UnicodeScalarView(value.unicodeScalars))
    guard value.count > 1, value.hasPrefix("\""), value.hasSuffix("\"") else { return value }
    var text = String.UnicodeScalarView()
    var isEscaped = false
    for scalar in value.dropFirst().dropLast().unicodeScalars {
      isEscaped = scalar == "\\" && !isEscaped
      if !isEscaped { text.append(scalar) }
    }
    return String(text)
  }

  private static func trimmed(_ scalars: String.UnicodeScalarView) -> String {
    let isBlank: (Unicode.Scalar) -> Bool = { $0 == " " || $0 == "\t" }
    guard let first = scalars.firstIndex(where: { !isBlank($0) }),
      let last = scalars.lastIndex(where: { !isBlank($0) })
    else { return "" }
    return String(scalars[first...last])
  }
}
