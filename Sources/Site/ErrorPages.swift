import Federation
import HTTPTypes
import Hummingbird
import Logging
import Publishing

/// Turns whatever goes wrong into a page that says so, or into a problem document where no person
/// asks, and into a log line where it is our fault.
struct ErrorPages: RouterMiddleware {
  let pages: Pages

  func handle(
    _ request: Request, context: SiteContext,
    next: @concurrent (Request, SiteContext) async throws -> Response
  ) async throws -> Response {
    do {
      return try await next(request, context)
    } catch let error as HTTPError {
      return try response(error.status, fields: error.headers, to: request)
    } catch {
      context.logger.error("\(request.method) \(request.uri.path): \(error)")
      return try response(.internalServerError, to: request)
    }
  }

  private func response(
    _ status: HTTPResponse.Status, fields: HTTPFields = [:], to request: Request
  ) throws -> Response {
    let isForPeople = Self.isForPeople(request)
    var all = (isForPeople ? DocumentKind.page : .activityPub).fields
    all[.cacheControl] = "no-cache"
    for field in fields { all[field.name] = field.value }
    guard !isForPeople else {
      return Rendering(pages.error(status.code), status: status, fields: all)
        .response(to: request)
    }
    let problem = try Document.problem(status.code, status.reasonPhrase.lowercased())
    let rendered = Rendered(body: problem.body, contentType: problem.contentType)
    return Rendering(rendered, status: status, fields: all).response(to: request)
  }

  /// Programs ask for what lies behind these; everything else is read by people unless they say otherwise.
  private static let machinery = ["/ap/", "/.well-known/", "/nodeinfo/"]

  private static func isForPeople(_ request: Request) -> Bool {
    let accept = AcceptHeader(request.headers[values: .accept])
    let isMachinery = machinery.contains { request.uri.path.hasPrefix($0) }
    guard isMachinery else { return Negotiation(accept, for: .page) == .html }
    return Negotiation(accept, for: .identifier) == .html
  }
}
