/// Why nothing could be learnt of something elsewhere.
enum RemoteError: Error, Sendable, Hashable, CustomStringConvertible {
  /// It is no address of a server that may be asked.
  case badID(String)
  /// The operator has blocked the host, or an actor that is named in its place.
  case blocked(host: String)
  /// The host was asked often enough for now.
  case exhausted(host: String)
  case missing(url: String)
  case gone(url: String)
  case refused(url: String, status: Int)
  /// The server did not answer, or said that it will later.
  case unavailable(url: String, why: String)
  case badRedirect(url: String, why: String)
  /// It was not served as ActivityPub.
  case wrongType(url: String, type: String)
  case unreadable(url: String, why: String)
  /// What stands there says that it is something else, and that does not agree.
  case impostor(url: String, id: String)
  case noActor(id: String, why: String)
  case noAccount(String, why: String)
  /// Nothing proves that a key belongs to whom it names.
  case unprovenKey(String, why: String)
  /// Our own side failed.
  case trouble(why: String)

  /// Whether asking again later may help.
  var isTemporary: Bool {
    switch self {
    case .exhausted, .unavailable, .trouble: true
    default: false
    }
  }

  /// Whether its own server says that it will never be there again.
  var saysGone: Bool {
    if case .gone = self { true } else { false }
  }

  /// Whether its own server says that it is not there, or not for us.
  var saysMissing: Bool {
    if case .missing = self { true } else { saysGone }
  }

  var description: String {
    switch self {
    case .badID(let id): "\(id.prefix(200)) is no id that can be asked for: it must be https"
    case .blocked(let host): "\(host) is blocked; 'coopwire actors unblock' ends that"
    case .exhausted(let host): "\(host) was asked too often of late; it is asked again later"
    case .missing(let url): "\(url) is not there"
    case .gone(let url): "\(url) is gone for ever"
    case .refused(let url, let status): "\(url) was refused with status \(status)"
    case .unavailable(let url, let why): "\(url) could not be had: \(why); it is tried again"
    case .badRedirect(let url, let why): "\(url) leads nowhere: \(why)"
    case .wrongType(let url, let type):
      "\(url) is served as '\(type.prefix(100))', and only ActivityPub's own types are believed"
    case .unreadable(let url, let why): "\(url) cannot be read: \(why)"
    case .impostor(let url, let id):
      "\(url) says that it is \(id.prefix(200)), which is not confirmed there"
    case .noActor(let id, let why): "\(id) is no actor that can be talked to: \(why)"
    case .noAccount(let account, let why): "the account \(account) cannot be found: \(why)"
    case .unprovenKey(let id, let why): "the key \(id.prefix(200)) is not believed: \(why)"
    case .trouble(let why): why
    }
  }
}
