import Fetching
import Logging
import ServiceLifecycle
import TestServer
import Testing

@Suite struct EndingTests {
  @Test func `a cancelled task sends nothing`() async throws {
    let server = try TestServer { _ in .text("ok") }
    defer { server.stop() }
    try await withFetcher { fetcher in
      let task = Task {
        withUnsafeCurrentTask { $0?.cancel() }
        return await failure(of: fetcher, Request(.get, server.url))
      }
      #expect(await task.value == .cancelled)
    }
    #expect(server.requests.isEmpty)
  }

  @Test func `cancelling ends a transfer at once and frees its place`() async throws {
    let server = try TestServer { request in request.target == "/hang" ? .hang : .text("ok") }
    defer { server.stop() }
    try await withFetcher(width: 1) { fetcher in
      let task = Task { await failure(of: fetcher, Request(.get, server.url + "/hang")) }
      while server.requests.isEmpty { try await Task.sleep(for: .milliseconds(5)) }
      let start = ContinuousClock.now
      task.cancel()
      #expect(await task.value == .cancelled)
      #expect(ContinuousClock.now - start < .seconds(60))
      let response = try await fetcher.fetch(Request(.get, server.url + "/next"))
      #expect(response.status == 200)
    }
  }

  @Test func `stopping ends what is under way and what waits`() async throws {
    let server = try TestServer { _ in .hang }
    defer { server.stop() }
    try await withFetcher { fetcher in
      let errors = await withTaskGroup(of: FetchError?.self) { group in
        for index in 0..<20 {
          group.addTask { await failure(of: fetcher, Request(.get, "\(server.url)/\(index)")) }
        }
        while server.requests.isEmpty { await Task.yield() }
        await fetcher.stop()
        return await group.reduce(into: []) { $0.append($1) }
      }
      #expect(errors == [FetchError?](repeating: .stopped, count: 20))
      #expect(await failure(of: fetcher, Request(.get, server.url)) == .stopped)
    }
    #expect(server.requests.count == 1)
  }

  @Test func `stopping twice, and at the same time, is harmless`() async throws {
    let fetcher = try Fetcher(userAgent: "x")
    async let first: Void = fetcher.stop()
    async let second: Void = fetcher.stop()
    _ = await (first, second)
    await fetcher.stop()
    #expect(await failure(of: fetcher, Request(.get, "http://127.0.0.1/")) == .stopped)
  }

  @Test func `a fetcher that is dropped closes its connections`() async throws {
    let server = try TestServer { _ in .text("ok") }
    do {
      let fetcher = try Fetcher(
        userAgent: "x", policy: AddressPolicy(allowing: [try CIDR("127.0.0.1")]))
      _ = try await fetcher.fetch(Request(.get, server.url))
    }
    for _ in 0..<1000 where server.openConnectionCount > 0 {
      try await Task.sleep(for: .milliseconds(5))
    }
    #expect(server.openConnectionCount == 0)
    server.stop()
  }

  @Test func `the service ends with its group`() async throws {
    let fetcher = try Fetcher(userAgent: "x")
    let group = ServiceGroup(
      configuration: .init(services: [fetcher], logger: .init(label: "test")))
    async let running: Void = group.run()
    await group.triggerGracefulShutdown()
    try await running
    #expect(await failure(of: fetcher, Request(.get, "http://127.0.0.1/")) == .stopped)
  }
}
