import Fetching

/// On whose behalf another server is asked.
///
/// Each has an allowance of its own, so that strangers spend none of ours (federation rules 2.3, S24).
enum Asker: Sendable, Hashable {
  case ourselves
  /// Somebody who has proven who it is; with the address the request came from, where that is known.
  case sender(client: String? = nil)
  /// Somebody whose key is asked for.
  case stranger(client: String?)

  /// The line in which its questions wait.
  var reach: Request.Reach { self == .ourselves ? .federation : .strangers }

  /// In whose place at the turnstile it stands; `nil` for ourselves.
  var client: String? {
    switch self {
    case .ourselves: nil
    case .sender(let client), .stranger(let client): client ?? ""
    }
  }
}
