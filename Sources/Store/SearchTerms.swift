import GRDB

/// What a reader typed into the search field, as a query that cannot fail.
struct SearchTerms {
  /// Every word quoted, all of them wanted; a longer word stands for its inflected forms as well.
  ///
  /// Not for all words that begin with it: SQLite gathers every entry that holds one of those before
  /// it gives the first, which takes seconds in a large index.
  let pattern: String

  /// As the index was declared (`Schema`).
  private static let tokenizer = ["unicode61", "remove_diacritics", "2"]
  /// More words make no better question.
  private static let limit = 8
  /// Shorter words have too little of their own.
  private static let shortestStem = 4
  /// What German, English and French put at the end of a word.
  private static let endings = [
    "", "e", "en", "er", "ern", "es", "n", "nen", "s", "in", "innen", "ed", "ing",
  ]

  /// Splits and folds the words as the index does; `nil` where nothing remains.
  init?(_ words: String, _ db: Database) throws {
    let splitter = try db.makeTokenizer(FTS5TokenizerDescriptor(components: Self.tokenizer))
    let tokens = try splitter.tokenize(
      query: String(String.UnicodeScalarView(words.unicodeScalars.prefix(256)))
    ).map(\.token)
    guard !tokens.isEmpty else { return nil }
    pattern = tokens.prefix(Self.limit).map(Self.term).joined(separator: " AND ")
  }

  private static func term(_ token: String) -> String {
    let forms = token.count < shortestStem ? [token] : endings.map { token + $0 }
    let quoted = forms.map { "\"" + $0.replacing("\"", with: "\"\"") + "\"" }
    return "(" + quoted.joined(separator: " OR ") + ")"
  }
}
