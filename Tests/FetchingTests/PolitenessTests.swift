import Fetching
import Foundation
import Model
import Synchronization
import TestServer
import Testing

@Suite struct PolitenessTests {
  /// Fetches all at once and gives the statuses, or the kinds of failure, in order.
  private func fetchAll(_ requests: [Request], with fetcher: Fetcher) async -> [String] {
    await withTaskGroup(of: (Int, String).self) { group in
      for (index, request) in requests.enumerated() {
        group.addTask {
          do throws(FetchError) {
            return (index, "\(try await fetcher.fetch(request).status)")
          } catch {
            return (index, error.failure.kind.rawValue)
          }
        }
      }
      var results = [String](repeating: "", count: requests.count)
      for await (index, result) in group { results[index] = result }
      return results
    }
  }

  @Test func `300 requests to 50 hosts go 16 at a time and one per host`() async throws {
    let server = try TestServer(on: "0.0.0.0") { _ in .delayed(.milliseconds(5), .text("ok")) }
    defer { server.stop() }
    let requests = (0..<300).map {
      Request(.get, "http://127.1.\($0 % 5).\($0 % 50 + 1):\(server.port)/\($0)")
    }
    try await withFetcher { fetcher in
      let results = await fetchAll(requests, with: fetcher)
      #expect(results == [String](repeating: "200", count: 300))
    }
    #expect(server.requests.count == 300)
    #expect(Set(server.requests.map { $0["Host"] }).count == 50)
    #expect(server.peakPerHost == 1)
    #expect(server.peak <= 16)
    #expect(server.peak > 4)
  }

  @Test func `two deliveries to one host go side by side, never three`() async throws {
    let server = try TestServer { _ in .delayed(.milliseconds(30), .response(202)) }
    defer { server.stop() }
    let requests = (0..<10).map {
      Request(.post, "\(server.url)/inbox/\($0)", body: [1], reach: .federation)
    }
    try await withFetcher(pause: .seconds(60)) { fetcher in
      let results = await fetchAll(requests, with: fetcher)
      #expect(results == [String](repeating: "202", count: 10))
    }
    #expect(server.peakPerHost == 2)
  }

  @Test func `a host is given a pause`() async throws {
    let arrivals = Mutex<[ContinuousClock.Instant]>([])
    let server = try TestServer { _ in
      arrivals.withLock { $0.append(.now) }
      return .text("ok")
    }
    defer { server.stop() }
    try await withFetcher(pause: .milliseconds(400)) { fetcher in
      for _ in 0..<3 { _ = try await fetcher.fetch(Request(.get, server.url)) }
    }
    let times = arrivals.withLock(\.self)
    #expect(times.count == 3)
    #expect(zip(times, times.dropFirst()).allSatisfy { $1 - $0 >= .milliseconds(400) })
  }

  @Test func `others need not wait for a host's pause`() async throws {
    let server = try TestServer(on: "0.0.0.0") { _ in .text("ok") }
    defer { server.stop() }
    let host = "http://127.1.1.1:\(server.port)"
    try await withFetcher(pause: .seconds(3600)) { fetcher in
      _ = try await fetcher.fetch(Request(.get, host))
      let again = Task { await failure(of: fetcher, Request(.get, host)) }
      let other = try await fetcher.fetch(Request(.get, "http://127.1.1.2:\(server.port)"))
      #expect(other.status == 200)
      again.cancel()
      #expect(await again.value == .cancelled)
    }
    #expect(server.requests.count == 2)
  }

  @Test func `no clock runs while a request waits for its turn`() async throws {
    let server = try TestServer { _ in .delayed(.milliseconds(250), .text("ok")) }
    defer { server.stop() }
    let limits = Limits.with {
      $0.total = .seconds(2)
      $0.firstByte = .seconds(2)
    }
    let requests = (0..<10).map { Request(.get, "\(server.url)/\($0)", limits: limits) }
    try await withFetcher { fetcher in
      let results = await fetchAll(requests, with: fetcher)
      #expect(results == [String](repeating: "200", count: 10))
    }
  }

  @Test func `a host put to rest is left alone, whoever waits for it`() async throws {
    let release = DispatchSemaphore(value: 0)
    let server = try TestServer(on: "0.0.0.0") { request in
      if request.target == "/slow" { _ = release.wait(timeout: .now() + 10) }
      return .text("ok")
    }
    defer { server.stop() }
    let tired = "http://127.1.1.1:\(server.port)"
    try await withFetcher { fetcher in
      async let first = fetcher.fetch(Request(.get, tired + "/slow"))
      while server.requests.isEmpty { try await Task.sleep(for: .milliseconds(5)) }
      async let waiting = fetchAll(
        (0..<4).map { Request(.get, "\(tired)/\($0)") }, with: fetcher)
      fetcher.rest(tired, for: .seconds(3600))
      #expect(await waiting == [String](repeating: "rate", count: 4))
      let other = try await fetcher.fetch(Request(.get, "http://127.1.1.2:\(server.port)"))
      #expect(other.status == 200)
      release.signal()
      let underWay = try await first
      #expect(underWay.status == 200)
    }
    #expect(server.requests.count == 2)
  }

  @Test func `a rest ends`() async throws {
    let server = try TestServer { _ in .text("ok") }
    defer { server.stop() }
    try await withFetcher { fetcher in
      fetcher.rest(server.url, for: .seconds(1))
      let error = await failure(of: fetcher, Request(.get, server.url))
      #expect(error?.failure.kind == .rateLimited)
      try await Task.sleep(for: .milliseconds(1100))
      let response = try await fetcher.fetch(Request(.get, server.url))
      #expect(response.status == 200)
    }
  }

  @Test(.timeLimit(.minutes(1)))
  func `ten thousand may wait, and go at once when cancelled`() async throws {
    let server = try TestServer { $0.target == "/after" ? .text("ok") : .hang }
    defer { server.stop() }
    let requests = (0..<10_000).map { Request(.get, "\(server.url)/\($0)") }
    try await withFetcher { fetcher in
      let crowd = Task { await fetchAll(requests, with: fetcher) }
      while server.requests.isEmpty { try await Task.sleep(for: .milliseconds(5)) }
      let start = ContinuousClock.now
      crowd.cancel()
      #expect(await crowd.value.allSatisfy { $0 == "connect" })
      #expect(ContinuousClock.now - start < .seconds(60))
      let after = try await fetcher.fetch(Request(.get, server.url + "/after"))
      #expect(after.status == 200)
    }
    // The next in line may start before its own cancellation has come, but not many can.
    #expect(server.requests.count < 100)
  }
}
