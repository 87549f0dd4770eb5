import Foundation

/// The words somebody typed into the search form.
struct SearchQuery: Sendable, Hashable {
  /// Longer questions are cut, in characters.
  private static let limit = 200

  let words: String

  /// Reads `q` as forms send it: blanks as `+`, everything else escaped.
  init(_ query: String?) {
    let value = (query ?? "").split(separator: "&").first { $0.hasPrefix("q=") }
    let spaced = value?.dropFirst(2).replacing("+", with: " ") ?? ""
    words = String((spaced.removingPercentEncoding ?? "").prefix(Self.limit))
  }

  var isBlank: Bool { words.allSatisfy(\.isWhitespace) }
}
