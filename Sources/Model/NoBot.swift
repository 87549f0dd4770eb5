/// The word by which a publisher says that no program may pass on what it writes: `#nobot`.
public enum NoBot {
  private static let words: Set<String> = ["nobot", "nobots", "nomirror"]

  /// Whether a text holds it as a hashtag.
  public static func isSaid(in text: String) -> Bool {
    text.lowercased().split(separator: "#", omittingEmptySubsequences: false).dropFirst()
      .contains { words.contains(String($0.prefix { $0.isLetter || $0.isNumber || $0 == "_" })) }
  }

  /// Whether a category or tag is it, with or without its sign.
  public static func isTag(_ name: String) -> Bool {
    let name = name.lowercased()
    return words.contains(name.hasPrefix("#") ? String(name.dropFirst()) : name)
  }
}
