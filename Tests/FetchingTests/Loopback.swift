import Fetching
import TestServer
import Testing

/// Runs a test with a fetcher that may talk to loopback, and stops it afterwards.
func withFetcher(
  allowing ranges: [String] = ["127.0.0.0/8"], authorityFile: String? = nil, width: Int = 16,
  pause: Duration = .zero, _ test: (Fetcher) async throws -> Void
) async throws {
  let fetcher = try Fetcher(
    userAgent: "Coopwire/Test", policy: AddressPolicy(allowing: ranges.map { try CIDR($0) }),
    authorityFile: authorityFile, width: width, pause: pause)
  do {
    try await test(fetcher)
  } catch {
    await fetcher.stop()
    throw error
  }
  await fetcher.stop()
}

/// The error a fetch ends with; an answer is a test's failure.
func failure(
  of fetcher: Fetcher, _ request: Request, at location: SourceLocation = #_sourceLocation
) async -> FetchError? {
  do {
    let response = try await fetcher.fetch(request)
    Issue.record("answered \(response.status) by \(response.url)", sourceLocation: location)
    return nil
  } catch {
    return error
  }
}

extension Limits {
  /// The usual limits with some of them changed.
  static func with(_ change: (inout Limits) -> Void) -> Limits {
    var limits = Limits()
    change(&limits)
    return limits
  }
}
