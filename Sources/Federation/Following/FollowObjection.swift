import Model

/// Why an account is not followed, by what it says of itself (federation rule 1.9); pure.
enum FollowObjection: Error, Sendable, Hashable, CustomStringConvertible {
  case noBots(account: String)
  case notDiscoverable(account: String)
  case moved(account: String, target: String)
  /// Its id is one of ours.
  case ourself

  init?(to actor: RemoteActor) {
    if actor.isNoBot {
      self = .noBots(account: actor.account)
    } else if actor.isDiscoverable == false {
      self = .notDiscoverable(account: actor.account)
    } else if let target = actor.movedTo {
      self = .moved(account: actor.account, target: target)
    } else {
      return nil
    }
  }

  var description: String {
    switch self {
    case .noBots(let account):
      "the account @\(account) asks programs to stay away (#nobot); ask its owner, or remove it"
    case .notDiscoverable(let account):
      """
      the account @\(account) does not want to be found (discoverable: false); ask its owner, or \
      remove it
      """
    case .moved(let account, let target):
      """
      the account @\(account) says that it moved to \(target.prefix(200)), which does not confirm \
      it; write the new account into the list
      """
    case .ourself: "the account is one of ours; remove it"
    }
  }
}
