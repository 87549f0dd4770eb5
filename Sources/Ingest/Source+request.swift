import Fetching
import Foundation
import Model

extension Source {
  /// The address that is asked: where the feed has moved to for good, else where the list says.
  var address: String { state.movedTo ?? subscription.feedURL }

  /// The next request: conditional, unless it is time to see with our own eyes (aggregation rule 4.3).
  func request(at now: Date, limits: Limits) -> Request {
    let validators = state.validators
    let isConditional = !validators.isEmpty && !state.isUnconditionalDue(now: now)
    return Request(
      .get, address,
      headers: [
        "Accept": """
        application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml;q=0.9, \
        application/xml;q=0.8, text/xml;q=0.8, application/json;q=0.7, */*;q=0.5
        """
      ],
      validators: isConditional
        ? Validators(
          url: validators.url ?? address, etag: validators.etag,
          lastModified: validators.lastModified) : nil,
      limits: limits)
  }
}
