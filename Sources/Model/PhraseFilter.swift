import Foundation

/// Decides by the operator's phrases which entries of a source are taken in.
///
/// `coop:include` and `coop:exclude`, looked for in title, text, categories and authors, without
/// case and diacritics. A phrase may begin inside a word, as German compounds want it.
public struct PhraseFilter: Sendable, Hashable {
  private let include: [String]
  private let exclude: [String]

  public init(_ subscription: Subscription) {
    include = subscription.include.map(Self.folded).filter { !$0.isEmpty }
    exclude = subscription.exclude.map(Self.folded).filter { !$0.isEmpty }
  }

  /// Whether the entry holds one of the wanted phrases, if any is, and none of the unwanted.
  public func admits(_ arrival: Arrival) -> Bool {
    guard !include.isEmpty || !exclude.isEmpty else { return true }
    let words = Self.words(of: arrival).map(Self.folded)
    func holds(_ phrase: String) -> Bool {
      words.contains { $0.utf8.firstRange(of: phrase.utf8) != nil }
    }
    return (include.isEmpty || include.contains(where: holds)) && !exclude.contains(where: holds)
  }

  private static func words(of arrival: Arrival) -> [String] {
    let categories = arrival.entry.categories.flatMap { [$0.term, $0.label] }
    let authors = arrival.entry.authors.map(\.name)
    return [arrival.title, arrival.text] + (categories + authors).compactMap { $0 }
  }

  private static func folded(_ text: String) -> String {
    text.folding(
      options: [.caseInsensitive, .diacriticInsensitive, .widthInsensitive], locale: nil
    )
    .split(whereSeparator: \.isWhitespace)
    .joined(separator: " ")
  }
}
