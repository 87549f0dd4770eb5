import HTTPTypes
import Hummingbird
import Logging
import Publishing

/// Turns whatever goes wrong into a page that says so, and a log line where it is our fault.
struct ErrorPages: RouterMiddleware {
  let pages: Pages

  func handle(
    _ request: Request, context: BasicRequestContext,
    next: @concurrent (Request, BasicRequestContext) async throws -> Response
  ) async throws -> Response {
    do {
      return try await next(request, context)
    } catch let error as HTTPError {
      let isWrite = request.method != .get && request.method != .head
      let status = error.status == .notFound && isWrite ? .methodNotAllowed : error.status
      return response(status, fields: error.headers, to: request)
    } catch {
      context.logger.error("\(request.method) \(request.uri.path): \(error)")
      return response(.internalServerError, to: request)
    }
  }

  private func response(
    _ status: HTTPResponse.Status, fields: HTTPFields = [:], to request: Request
  ) -> Response {
    var all = DocumentKind.page.fields
    all[.cacheControl] = "no-cache"
    if status == .methodNotAllowed { all[.allow] = "GET, HEAD" }
    for field in fields { all[field.name] = field.value }
    return Rendering(pages.error(status.code), status: status, fields: all).response(to: request)
  }
}
