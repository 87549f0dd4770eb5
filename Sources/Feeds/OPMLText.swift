import Model

/// The text of attributes as an operator means it.
enum OPMLText {
  /// Without blanks around it and with one blank for each run of them.
  static func collapsed(_ text: String) -> String {
    text.split(whereSeparator: isBlank).joined(separator: " ")
  }

  /// Without blanks around it.
  static func trimmed(_ text: String) -> String {
    guard let last = text.lastIndex(where: { !isBlank($0) }) else { return "" }
    return String(text[...last].drop(while: isBlank))
  }

  /// The white space of XML; other spaces are an author's choice.
  private static func isBlank(_ character: Character) -> Bool {
    character == " " || character.isNewline || character == "\t"
  }

  /// Whether it is `@user@host` in a form that can be looked up: the host is one of the DNS.
  static func isAccount(_ text: String) -> Bool {
    let parts = text.dropFirst().split(separator: "@", omittingEmptySubsequences: false)
    guard text.hasPrefix("@"), parts.count == 2, let user = parts.first, let host = parts.last,
      !user.isEmpty, !host.isEmpty, user.allSatisfy({ isPlain($0) || $0 == "_" }),
      host.allSatisfy({ isPlain($0) || $0 == ":" })
    else { return false }
    return CanonicalURL("https://\(host)/") != nil
  }

  private static func isPlain(_ character: Character) -> Bool {
    guard character.isASCII else { return false }
    return character.isLetter || character.isNumber || character == "-" || character == "."
  }

  /// What stands between commas.
  static func items(_ text: String) -> [String] {
    text.split(separator: ",").map { collapsed(String($0)) }.filter { !$0.isEmpty }
  }

  /// The folders that a `category` attribute names: paths between commas, names between slashes.
  static func paths(_ text: String) -> [[String]] {
    text.split(separator: ",")
      .map { path in
        path.split(separator: "/").map { collapsed(String($0)) }.filter { !$0.isEmpty }
      }
      .filter { !$0.isEmpty }
  }
}
