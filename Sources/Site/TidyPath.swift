import HTTPTypes
import Hummingbird

/// Gives every document one address: the router overlooks slashes that mean nothing, we do not.
///
/// Whoever types one at the end is sent to the address without it. Whatever else is untidy does not
/// exist, and ActivityPub ids never redirect (federation rule R2).
struct TidyPath: RouterMiddleware {
  func handle(
    _ request: Request, context: SiteContext,
    next: @concurrent (Request, SiteContext) async throws -> Response
  ) async throws -> Response {
    let path = request.uri.path
    guard path.utf8.count > 1, path.hasSuffix("/") || path.contains("//") else {
      return try await next(request, context)
    }
    let tidy = path.dropLast()
    let isHarmless = !tidy.contains("//") && !tidy.hasSuffix("/") && !tidy.contains("\\")
    guard path.hasSuffix("/"), isHarmless, !path.hasPrefix("/ap/") else {
      throw HTTPError(.notFound)
    }
    let query = request.uri.query.map { "?" + $0 } ?? ""
    return .redirect(.permanentRedirect, to: tidy + query)
  }
}
