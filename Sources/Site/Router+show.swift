import HTTPTypes
import Hummingbird

extension Router where Context == SiteContext {
  /// Answers GET and HEAD with a rendering, with 404 where there is none, and no other method.
  func show(
    _ path: RouterPath,
    _ find: @escaping @Sendable (Request, SiteContext) async throws -> Rendering?
  ) {
    answer(path) { request, context in
      guard let rendering = try await find(request, context) else { throw HTTPError(.notFound) }
      return rendering.response(to: request)
    }
  }

  /// Answers GET and HEAD, and no other method unless `taking` it has an answer of its own.
  func answer(
    _ path: RouterPath, taking more: Set<HTTPRequest.Method> = [],
    _ answer: @escaping @Sendable (Request, SiteContext) async throws -> Response
  ) {
    for method in [HTTPRequest.Method.get, .head] { on(path, method: method, use: answer) }
    let others: Set<HTTPRequest.Method> = [.post, .put, .patch, .delete, .options, .trace]
    for method in others.subtracting(more) {
      on(path, method: method) { _, _ -> Response in throw HTTPError.methods("GET, HEAD") }
    }
  }
}

extension HTTPError {
  /// The method is none of those that may be used here.
  static func methods(_ allowed: String) -> HTTPError {
    HTTPError(.methodNotAllowed, headers: [.allow: allowed])
  }
}
