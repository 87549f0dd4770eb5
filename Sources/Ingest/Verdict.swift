import Fetching
import Foundation
import Model

/// What an answer's status means for a source; pure (aggregation rules 4.3 and 4.4).
enum Verdict: Sendable, Hashable {
  /// A document that may be a feed.
  case document
  case notModified
  /// The host asks to be left alone, for as long as it says, if it says.
  case rateLimited(wished: TimeInterval?, wholeHost: Bool)
  case failed(Failure)

  init(on answer: Response, now: Date) {
    let wished = CacheLifetime.retryAfter(of: answer.headers, now: now)
    switch answer.status {
    case 200, 203: self = .document
    case 304: self = .notModified
    case 410:
      self = .failed(
        Failure(.gone, "the publisher has taken the feed away (410); remove it from the list"))
    case 429: self = .rateLimited(wished: wished, wholeHost: true)
    case 503 where wished != nil: self = .rateLimited(wished: wished, wholeHost: false)
    case 400..<500:
      self = .failed(Failure(.clientError, Self.refusal(answer)))
    case 500..<600:
      self = .failed(
        Failure(
          .serverError,
          "the server has trouble (\(answer.status)); nothing to do but to ask again later"))
    default:
      self = .failed(
        Failure(.serverError, "the server answered \(answer.status), which says nothing of a feed"))
    }
  }

  private static func refusal(_ answer: Response) -> String {
    switch answer.status {
    case 401, 403:
      "the server refuses us (\(answer.status)); ask the publisher to let feed readers in"
    case 404:
      "no feed is there (404); look for its new address on the source's site"
    default:
      "the server refuses the request (\(answer.status)); check the address"
    }
  }
}
