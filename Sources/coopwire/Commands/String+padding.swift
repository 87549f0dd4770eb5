extension String {
  /// Filled up with blanks at the end; a longer text stays whole.
  func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(width - count, 0))
  }

  /// Filled up with blanks at the beginning.
  func indented(to width: Int) -> String {
    String(repeating: " ", count: max(width - count, 0)) + self
  }

  /// Its words, one blank between them.
  var onOneLine: String { split(whereSeparator: \.isWhitespace).joined(separator: " ") }
}
