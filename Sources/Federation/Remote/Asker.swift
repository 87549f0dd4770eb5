import Fetching

/// On whose behalf another server is asked.
///
/// Each has an allowance of its own, so that strangers spend none of ours (federation rules 2.3, S24).
enum Asker: Sendable, Hashable {
  case ourselves
  /// Somebody who has proven who it is.
  case sender
  /// Somebody whose key is asked for; with the address the request came from, where that is known.
  case stranger(client: String?)

  /// The line in which its questions wait.
  var reach: Request.Reach { self == .ourselves ? .federation : .strangers }
}
