/// What looking for the post with which a source tells an entry itself has brought.
public enum NativeFinding: Sendable, Hashable {
  /// - Parameter author: the id of the actor who wrote it.
  case found(id: String, author: String)
  case none
  /// The source tells its articles itself, and its server did not say whether this one.
  case unknown

  /// `nil` where nobody knows.
  var isFound: Bool? {
    switch self {
    case .found: true
    case .none: false
    case .unknown: nil
    }
  }
}
