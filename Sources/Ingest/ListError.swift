public import Feeds

/// Why the operator's list was not taken in.
public enum ListError: Error, Sendable, Hashable, CustomStringConvertible {
  case unreadable(path: String)
  case broken(path: String, OPMLError)
  case suspiciousCut(path: String, from: Int, to: Int)

  public var description: String {
    switch self {
    case .unreadable(let path):
      "\(path): no list of sources could be read there; write one, or name another with --opml"
    case .broken(let path, let error):
      "\(path): \(error)"
    case .suspiciousCut(let path, let from, let to):
      """
      \(path): only \(to) of \(from) sources are left, which may be an accident; \
      if it is meant, confirm it with 'coopwire feeds apply'
      """
    }
  }
}
