/// What can be wrong with what we hold for the Fediverse.
public enum FederationError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The key that the store keeps for an actor is none.
  case unreadableKey(handle: String)
  /// A request to an address without a host.
  case unsignable(url: String)

  public var description: String {
    switch self {
    case .unsignable(let url): "cannot sign a request to \(url): it names no host"
    case .unreadableKey(let handle):
      """
      the key of the actor \(handle) cannot be read, the database is damaged; restore a backup, for \
      other servers refuse an actor whose key has changed
      """
    }
  }
}
