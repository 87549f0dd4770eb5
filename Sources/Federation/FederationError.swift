/// What can be wrong with what we hold for the Fediverse.
public enum FederationError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The key that the store keeps for an actor is none.
  case unreadableKey(handle: String)
  case unknownActor(handle: String)
  /// The account does not say that it is also our actor.
  case notAnAlias(handle: String, target: String)
  case alreadyMoved(handle: String, target: String)
  /// The account has itself moved to another.
  case targetMoved(handle: String, target: String, onward: String)
  /// The server's own actor, which nobody follows and which signs what is asked of other servers.
  case isServer(handle: String)
  /// A request to an address without a host.
  case unsignable(url: String)
  /// Another server wants something signed that a request of ours does not have.
  case ungrantable(part: String)

  public var description: String {
    switch self {
    case .unsignable(let url): "cannot sign a request to \(url): it names no host"
    case .ungrantable(let part): "cannot sign \(part), as the other server asks"
    case .unreadableKey(let handle):
      """
      the key of the actor \(handle) cannot be read, the database is damaged; restore a backup, for \
      other servers refuse an actor whose key has changed
      """
    case .unknownActor(let handle):
      "there is no actor \(handle); 'coopwire actors list' shows them all"
    case .notAnAlias(let handle, let target):
      """
      the actor \(handle) cannot move to \(target), which does not name it among its aliases; have \
      its owner add it there first
      """
    case .alreadyMoved(let handle, let target):
      "the actor \(handle) has moved to \(target) already and cannot move again"
    case .targetMoved(let handle, let target, let onward):
      """
      the actor \(handle) cannot move to \(target), which has itself moved to \(onward); if that is \
      the right one, have it name \(handle) among its aliases and move there
      """
    case .isServer(let handle):
      """
      the actor \(handle) is the server itself, with whose key it asks others; it can have a new key, \
      but neither move nor end
      """
    }
  }
}
