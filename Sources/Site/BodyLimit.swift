import Federation
import HTTPTypes
import Hummingbird

/// Reads no more of what a client sends than any activity may have, then hangs up.
///
/// Only inboxes take a body, and read it themselves. Elsewhere the answer goes out first, and what the
/// client still sends is passed over so that the connection can be used again.
struct BodyLimit: RouterMiddleware {
  struct Exceeded: Error {}

  /// Whether there are inboxes that take anything.
  var isReceiving = false

  /// In bytes; federation rule 1.4 allows activities of 1 MiB.
  private static let limit = Inbox.bodyLimit

  func handle(
    _ request: Request, context: SiteContext,
    next: @concurrent (Request, SiteContext) async throws -> Response
  ) async throws -> Response {
    var response = try await next(request, context)
    guard Self.hasBody(request), !(isReceiving && Self.isRead(request)) else { return response }
    let answer = response.body
    let body = request.body
    response.body = ResponseBody(contentLength: answer.contentLength) { writer in
      try await answer.write(writer)
      var rest = Self.limit
      for try await part in body {
        rest -= part.readableBytes
        guard rest >= 0 else { throw Exceeded() }
      }
    }
    return response
  }

  /// Whether the body is read to its end by an inbox.
  static func isRead(_ request: Request) -> Bool {
    request.method == .post && request.uri.path.hasSuffix("inbox")
      && Address(path: request.uri.path)?.isInbox == true
      && (request.headers[.contentLength].flatMap { Int($0) } ?? 0) <= limit
  }

  private static func hasBody(_ request: Request) -> Bool {
    request.headers.contains(.transferEncoding)
      || request.headers[.contentLength].map { $0 != "0" } ?? false
  }
}
