import Hummingbird

extension Router where Context == BasicRequestContext {
  /// Answers GET and HEAD with a rendering, and with 404 where there is none.
  func show(
    _ path: RouterPath,
    _ find: @escaping @Sendable (Request, BasicRequestContext) async throws -> Rendering?
  ) {
    for method in [HTTPRequest.Method.get, .head] {
      on(path, method: method) { request, context in
        guard let rendering = try await find(request, context) else {
          throw HTTPError(.notFound)
        }
        return rendering.response(to: request)
      }
    }
  }
}
