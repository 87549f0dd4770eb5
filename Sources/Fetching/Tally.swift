import Metrics
import Model

/// Counts requests, bytes and time for the operator's graphs.
enum Tally {
  static func count(_ response: Response, of request: Request) {
    count("\(response.status / 100)xx", of: request)
    Counter(label: "coopwire_fetched_bytes", dimensions: [("reach", request.reach.rawValue)])
      .increment(by: response.body.count)
    Timer(label: "coopwire_fetch_seconds", dimensions: [("reach", request.reach.rawValue)])
      .record(duration: response.duration)
  }

  static func count(_ error: FetchError, of request: Request) {
    count(error.outcome, of: request)
  }

  private static func count(_ outcome: String, of request: Request) {
    Counter(
      label: "coopwire_fetches",
      dimensions: [("reach", request.reach.rawValue), ("outcome", outcome)]
    ).increment()
  }
}

extension FetchError {
  fileprivate var outcome: String {
    switch self {
    case .cancelled: "cancelled"
    case .stopped: "stopped"
    default: failure.kind.rawValue
    }
  }
}
