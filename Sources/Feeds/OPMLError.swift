/// Why a list of feeds could not be read.
public enum OPMLError: Error, Hashable, CustomStringConvertible {
  case empty
  case tooLarge(limit: Int)
  case notWellFormed(line: Int, column: Int, reason: String)
  /// The bytes are not text of the encoding they claim.
  case misencoded(encoding: String)
  /// An attribute such as `coop:paused` whose namespace nothing declares, and so means nothing.
  case undeclaredPrefix
  /// The document is XML of another kind, or none at all.
  case notOPML(root: String?)
  case refused(reason: String)
  case tooManyOutlines(limit: Int)
  case tooDeep(line: Int, limit: Int)

  public var description: String {
    switch self {
    case .empty:
      "the list is empty: write an OPML document with one outline for each source"
    case .tooLarge(let limit):
      "the list is too large: more than \(limit) bytes; split it"
    case .notWellFormed(let line, let column, let reason):
      "line \(line), column \(column): the list is broken: \(reason); mend the XML there"
    case .misencoded(let encoding):
      "the list is broken: its bytes are not \(encoding), as it claims; save it as UTF-8"
    case .undeclaredPrefix:
      "the list uses a prefix that it does not declare: add xmlns:coop=\"urn:coopwire:opml\" to opml"
    case .notOPML(let root?):
      "the document is no OPML: its root element is \(root), not opml; name an OPML file"
    case .notOPML(nil):
      "the document is no OPML: it has no elements at all; name an OPML file"
    case .refused(let reason):
      "the list cannot be read: \(reason); mend it"
    case .tooManyOutlines(let limit):
      "the list is too long: more than \(limit) outlines; split it"
    case .tooDeep(let line, let limit):
      "line \(line): the outlines are nested too deeply: more than \(limit) levels; flatten them"
    }
  }
}
