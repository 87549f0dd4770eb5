import GRDB

/// What a reader typed into the search field, as a query that cannot fail.
struct SearchTerms {
  /// Every word quoted, all of them wanted; a longer word stands for all that begin with it.
  let pattern: String

  /// As the index was declared (`Schema`).
  private static let tokenizer = ["unicode61", "remove_diacritics", "2"]
  /// More words make no better question.
  private static let limit = 8
  /// Shorter words begin too many others.
  private static let shortestPrefix = 4

  /// Splits and folds the words as the index does; `nil` where nothing remains.
  init?(_ words: String, _ db: Database) throws {
    let splitter = try db.makeTokenizer(FTS5TokenizerDescriptor(components: Self.tokenizer))
    let tokens = try splitter.tokenize(query: String(words.prefix(256))).map(\.token)
    guard !tokens.isEmpty else { return nil }
    pattern = tokens.prefix(Self.limit).map(Self.term).joined(separator: " AND ")
  }

  private static func term(_ token: String) -> String {
    let quoted = "\"" + token.replacing("\"", with: "\"\"") + "\""
    return token.count < shortestPrefix ? quoted : quoted + "*"
  }
}
