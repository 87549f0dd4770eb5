/// Why no answer could be had; a status of 400 and above is an answer, not an error.
public enum FetchError: Error, Sendable, Hashable {
  /// The part of a request that took too long.
  public enum Phase: String, Sendable, Hashable {
    case connect = "connecting"
    case firstByte = "waiting for an answer"
    case transfer = "reading the answer"
  }

  case invalidURL(String, why: String)
  case invalidHeader(name: String)
  case invalidRange(String, why: String)
  case unreadableAuthorities(path: String, why: String)
  /// Federation off https or off port 443.
  case outOfReach(url: String)
  case forbiddenAddress(host: String, address: String)
  case unresolvable(host: String)
  case unreachable(host: String, why: String)
  case tls(host: String, why: String)
  case timedOut(host: String, Phase, after: Duration)
  case tooLarge(url: String, limit: Int)
  case headersTooLarge(url: String, limit: Limits)
  /// The connection broke midway, or what came over it was no HTTP.
  case garbled(host: String, why: String)
  case tooManyRedirects(url: String, limit: Int)
  case redirectLoop(url: String)
  case insecureRedirect(from: String, to: String)
  case invalidRedirect(from: String, to: String, why: String)
  /// The host asked to be left alone for a while (429).
  case resting(host: String, for: Duration)
  case cancelled
  /// The fetcher has been stopped.
  case stopped
  /// libcurl refused what every build of it should take.
  case unusable(why: String)
}
