/// Why a document could not be read at all.
public enum XMLError: Error, Hashable, CustomStringConvertible {
  case empty
  case tooManyAttributes(line: Int, limit: Int)

  public var description: String {
    switch self {
    case .empty: "the document is empty"
    case .tooManyAttributes(let line, let limit):
      "a tag in line \(line) has more than \(limit) attributes, which no honest document needs"
    }
  }
}

/// Where and how a document breaks the rules of XML, in the words of libxml2.
public struct XMLFault: Sendable, Hashable {
  /// Counted from 1.
  public var line: Int
  public var column: Int
  public var message: String

  public init(line: Int, column: Int, message: String) {
    self.line = line
    self.column = column
    self.message = message
  }
}

/// What is to be said of a document besides what stands in it.
public struct XMLReport: Sendable, Hashable {
  /// The encoding the bytes were read with, as the WHATWG names it.
  public var encoding: String
  /// Whether the bytes did not fit the encoding they claimed.
  public var isMisencoded = false
  /// The first place that is not well-formed; `nil` for a sound document.
  public var fault: XMLFault?
  /// Whether a name had a prefix that nothing declares.
  public var hasUndeclaredPrefix = false

  /// Whether anything had to be mended.
  public var isRecovered: Bool { isMisencoded || fault != nil || hasUndeclaredPrefix }
}
