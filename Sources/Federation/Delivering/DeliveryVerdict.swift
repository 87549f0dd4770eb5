import Fetching

/// What an answer means for a delivery and for the host that gave it (federation rule 3).
struct DeliveryVerdict: Sendable, Hashable {
  enum Outcome: Sendable, Hashable {
    case delivered
    /// Later perhaps; after how many seconds, where the host says so.
    case retry(wish: Double?)
    /// Never.
    case refused
    /// Nobody is there any more.
    case gone
  }

  enum Host: Sendable, Hashable {
    case unknown
    case spoke
    case failed
    /// For so many seconds.
    case resting(Double)
  }

  var outcome: Outcome
  var host: Host

  /// How often a signature that is not taken is tried again.
  private static let patience = 3

  /// - Parameter tries: how often it was tried, this time included.
  init(status: Int, retryAfter: Double?, tries: Int) {
    switch status {
    case 200..<300: self.init(.delivered, .spoke)
    case 401: self.init(tries <= Self.patience ? .retry(wish: nil) : .refused, .spoke)
    case 404, 410: self.init(.gone, .spoke)
    case 429, 503:
      let rest = retryAfter.map { Host.resting(RetrySchedule.clamped($0)) }
      self.init(.retry(wish: retryAfter), rest ?? (status == 429 ? .spoke : .failed))
    case 408, 425: self.init(.retry(wish: retryAfter), .failed)
    case 501: self.init(.refused, .spoke)
    case 500...: self.init(.retry(wish: retryAfter), .failed)
    default: self.init(.refused, .spoke)
    }
  }

  init(_ error: FetchError) {
    switch error {
    case .outOfReach, .forbiddenAddress, .invalidURL, .invalidHeader:
      self.init(.refused, .unknown)
    case .headersTooLarge:
      self.init(.retry(wish: nil), .spoke)
    case .resting(_, let duration):
      let seconds = Double(duration.components.seconds)
      self.init(.retry(wish: seconds), .resting(RetrySchedule.clamped(seconds)))
    case .cancelled, .stopped, .unusable, .unreadableAuthorities, .invalidRange:
      self.init(.retry(wish: nil), .unknown)
    default: self.init(.retry(wish: nil), .failed)
    }
  }

  private init(_ outcome: Outcome, _ host: Host) {
    self.outcome = outcome
    self.host = host
  }
}
