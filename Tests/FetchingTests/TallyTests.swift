import Fetching
import Metrics
import MetricsTestKit
import TestServer
import Testing

@Suite struct TallyTests {
  @Test func `requests are counted by outcome, with their bytes`() async {
    // In a process of its own: the metrics system is one for all tests.
    await #expect(processExitsWith: .success) {
      let metrics = TestMetrics()
      MetricsSystem.bootstrap(metrics)
      let server = try TestServer { request in
        request.target == "/gone" ? .response(410) : .text("12345")
      }
      try await withFetcher { fetcher in
        for path in ["/a", "/b", "/gone"] {
          _ = try await fetcher.fetch(Request(.get, server.url + path))
        }
        _ = await failure(of: fetcher, Request(.get, "http://10.0.0.1/"))
      }
      func count(_ outcome: String) throws -> Int64 {
        try metrics.expectCounter(
          "coopwire_fetches", [("reach", "feeds"), ("outcome", outcome)]
        ).values.reduce(0, +)
      }
      try #require(try [count("2xx"), count("4xx"), count("ssrf")] == [2, 1, 1])
      let bytes = try metrics.expectCounter("coopwire_fetched_bytes", [("reach", "feeds")])
      try #require(bytes.values.reduce(0, +) == 10)
      let timer = try metrics.expectTimer("coopwire_fetch_seconds", [("reach", "feeds")])
      try #require(timer.values.count == 3)
    }
  }
}
