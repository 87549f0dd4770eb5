import Foundation

/// The operator's choice of a source's entries (`coop:include`, `coop:exclude`).
///
/// Phrases are looked for in title, text, categories and authors, without case and diacritics.
public struct PhraseFilter: Sendable {
  private let include: [String]
  private let exclude: [String]

  public init(_ subscription: Subscription) {
    include = subscription.include.map(Self.folded).filter { !$0.isEmpty }
    exclude = subscription.exclude.map(Self.folded).filter { !$0.isEmpty }
  }

  /// Whether the entry is taken in.
  public func admits(_ arrival: Arrival) -> Bool {
    guard !include.isEmpty || !exclude.isEmpty else { return true }
    let entry = arrival.entry
    let words =
      [arrival.title, arrival.text] + entry.categories.compactMap { $0.label ?? $0.term }
      + entry.authors.compactMap(\.name)
    let text = Self.folded(words.joined(separator: "\n"))
    guard !exclude.contains(where: text.contains) else { return false }
    return include.isEmpty || include.contains(where: text.contains)
  }

  private static func folded(_ text: String) -> String {
    text.folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil)
      .trimmingCharacters(in: .whitespaces)
  }
}
