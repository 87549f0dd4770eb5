public import Model

extension FetchError: CustomStringConvertible {
  /// One lower-case sentence: what, which, why, and what to do.
  public var description: String {
    switch self {
    case .invalidURL(let url, let why):
      "cannot fetch \(url): \(why); correct the address"
    case .invalidHeader(let name):
      "cannot send the header \(name): it holds a line break or another control character"
    case .invalidRange(let text, let why):
      "cannot read the address range \(text): \(why); write it like 10.0.0.0/8 or fd00::/8"
    case .unreadableAuthorities(let path, let why):
      "cannot use the certificate authorities in \(path): \(why); correct outbound.caFile"
    case .outOfReach(let url):
      "will not ask \(url): ActivityPub is https on port 443 only; "
        + "list the address in outbound.allow if it is yours"
    case .forbiddenAddress(let host, let address):
      "will not connect to \(host): \(address) is no public address; "
        + "list it in outbound.allow if it is yours"
    case .unresolvable(let host):
      "cannot find \(host): the name does not resolve; check its spelling and this server's DNS"
    case .unreachable(let host, let why):
      "cannot connect to \(host): \(why); it is asked again later"
    case .tls(let host, let why):
      "cannot speak TLS with \(host): \(why); tell its operator"
    case .timedOut(let host, let phase, let limit):
      "\(host) was too slow: \(phase.rawValue) took more than \(limit.inSeconds); "
        + "it is asked again later"
    case .tooLarge(let url, let limit):
      "the answer of \(url) is larger than \(limit) bytes; tell its operator to shorten it"
    case .headersTooLarge(let url, let limit):
      "the headers of \(url) exceed \(limit.headerFields) lines or \(limit.headerBytes) bytes; "
        + "tell its operator"
    case .garbled(let host, let why):
      "cannot read what \(host) answered: \(why); it is asked again later"
    case .tooManyRedirects(let url, let limit):
      "gave up on \(url): it redirects more than \(limit) times; look for its final address"
    case .redirectLoop(let url):
      "gave up on \(url): it redirects in a circle; look for its final address"
    case .insecureRedirect(let from, let to):
      "will not follow \(from) to \(to): a redirect must not lead from https to http"
    case .invalidRedirect(let from, let to, let why):
      "cannot follow the redirect of \(from) to \(to.isEmpty ? "nowhere" : to): \(why)"
    case .resting(let host, let duration):
      "will not ask \(host) for another \(duration.inSeconds): it asked to be left alone"
    case .cancelled: "the request was cancelled before it was answered"
    case .stopped: "the request was not sent: this server is shutting down"
    case .unusable(let why):
      "cannot use libcurl: \(why); install libcurl 7.88 or newer"
    }
  }

  /// The same in the words of the model.
  public var failure: Failure { Failure(kind, description) }

  private var kind: Failure.Kind {
    switch self {
    case .outOfReach, .forbiddenAddress: .forbiddenAddress
    case .unresolvable: .dns
    case .tls: .tls
    case .timedOut: .timeout
    case .tooLarge, .headersTooLarge: .tooLarge
    case .tooManyRedirects, .redirectLoop, .insecureRedirect, .invalidRedirect: .redirect
    case .resting: .rateLimited
    case .invalidURL, .invalidHeader, .invalidRange, .unreadableAuthorities, .unreachable, .garbled,
      .cancelled, .stopped, .unusable:
      .connect
    }
  }
}
