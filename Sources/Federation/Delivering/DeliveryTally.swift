import Metrics
import Store

/// Counts deliveries for the operator's graphs.
enum DeliveryTally {
  static func count(_ result: DeliveryResult) {
    let outcome =
      switch result.verdict {
      case .delivered: "delivered"
      case .retry, .untried: "retry"
      case .failed: "failed"
      case .redirected: "redirected"
      }
    Counter(label: "coopwire_deliveries", dimensions: [("outcome", outcome)]).increment()
  }

  static func count(told kind: String) {
    Counter(label: "coopwire_activities", dimensions: [("kind", kind)]).increment()
  }

  static func measure(queued: Int, oldestAge: Int) {
    Gauge(label: "coopwire_delivery_queue").record(queued)
    Gauge(label: "coopwire_delivery_oldest_seconds").record(oldestAge)
  }
}
