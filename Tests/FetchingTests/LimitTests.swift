import Fetching
import Foundation
import TestServer
import Testing

@Suite struct LimitTests {
  private static let head = Array("HTTP/1.1 200 OK\r\n".utf8)

  private func expect(
    _ expected: (String) -> FetchError, from answer: TestAnswer, limits: Limits,
    at location: SourceLocation = #_sourceLocation
  ) async throws {
    let server = try TestServer { _ in answer }
    defer { server.stop() }
    try await withFetcher { fetcher in
      let start = ContinuousClock.now
      let error = await failure(of: fetcher, Request(.get, server.url, limits: limits))
      #expect(error == expected(server.url + "/"), sourceLocation: location)
      #expect(ContinuousClock.now - start < .seconds(240), sourceLocation: location)
    }
  }

  @Test func `fifty megabytes stop at the limit`() async throws {
    let chunk = [UInt8](repeating: 0x20, count: 1_000_000)
    try await expect(
      { .tooLarge(url: $0, limit: 10_000_000) },
      from: .flood(
        Self.head + Array("Content-Length: 50000000\r\n\r\n".utf8), again: chunk, times: 50),
      limits: Limits())
  }

  @Test func `who only wants the status gets it, however large the body`() async throws {
    let server = try TestServer { _ in .response(202, body: [UInt8](repeating: 1, count: 100_000)) }
    defer { server.stop() }
    let limits = Limits.with {
      $0.bodyBytes = 1000
      $0.cutsBody = true
    }
    try await withFetcher { fetcher in
      for _ in 1...2 {
        let response = try await fetcher.fetch(Request(.get, server.url, limits: limits))
        #expect(response.status == 202 && response.body.count <= 1000)
      }
    }
  }

  @Test func `a body as large as the limit is read, one byte more is not`() async throws {
    let server = try TestServer { request in
      .response(200, body: [UInt8](repeating: 1, count: request.target == "/fits" ? 1000 : 1001))
    }
    defer { server.stop() }
    let limits = Limits.with { $0.bodyBytes = 1000 }
    try await withFetcher { fetcher in
      let response = try await fetcher.fetch(
        Request(.get, server.url + "/fits", limits: limits))
      #expect(response.body.count == 1000)
      let error = await failure(of: fetcher, Request(.get, server.url + "/not", limits: limits))
      #expect(error == .tooLarge(url: server.url + "/not", limit: 1000))
    }
  }

  @Test func `a gzip bomb stops at the limit`() async throws {
    let bomb = try gzip(shell: "head -c 300000000 /dev/zero")
    #expect(bomb.count < 500_000)
    try await expect(
      { .tooLarge(url: $0, limit: 10_000_000) },
      from: .response(200, headers: ["Content-Encoding": "gzip"], body: bomb), limits: Limits())
  }

  @Test func `a drip is cut off by the limit for the whole`() async throws {
    let limits = Limits.with { $0.total = .seconds(1) }
    try await expect(
      { _ in .timedOut(host: "127.0.0.1", .transfer, after: .seconds(1)) },
      from: .drip(
        Self.head + Array("Content-Length: 1000\r\n\r\n".utf8) + [UInt8](repeating: 1, count: 900),
        every: .milliseconds(20)),
      limits: limits)
  }

  @Test func `a trickle is given up when patience ends`() async throws {
    let limits = Limits.with {
      $0.patience = .seconds(1)
      $0.bytesPerSecond = 1000
    }
    try await expect(
      { _ in .timedOut(host: "127.0.0.1", .transfer, after: .seconds(1)) },
      from: .drip(
        Self.head + Array("Content-Length: 1000\r\n\r\n".utf8) + [UInt8](repeating: 1, count: 900),
        every: .milliseconds(20)),
      limits: limits)
  }

  @Test func `silence is given up after the limit for the first byte`() async throws {
    let limits = Limits.with { $0.firstByte = .milliseconds(300) }
    try await expect(
      { _ in .timedOut(host: "127.0.0.1", .firstByte, after: .milliseconds(300)) }, from: .hang,
      limits: limits)
  }

  @Test func `an answer begun in time may go on past the limit for the first byte`() async throws {
    let server = try TestServer { _ in
      .drip(
        Array("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nslow".utf8), every: .milliseconds(30))
    }
    defer { server.stop() }
    let limits = Limits.with { $0.firstByte = .seconds(1) }
    try await withFetcher { fetcher in
      let response = try await fetcher.fetch(Request(.get, server.url, limits: limits))
      #expect(response.body == Array("slow".utf8))
      #expect(response.duration > .seconds(1))
    }
  }

  @Test func `limits may be as wide as a number goes`() async throws {
    let server = try TestServer { _ in .text("ok") }
    defer { server.stop() }
    let limits = Limits.with {
      $0.bodyBytes = .max
      $0.connect = .seconds(Int64.max)
      $0.firstByte = .seconds(Int64.max)
      $0.total = .seconds(Int64.max)
      $0.patience = .seconds(Int64.max)
    }
    try await withFetcher { fetcher in
      let response = try await fetcher.fetch(Request(.get, server.url, limits: limits))
      #expect(response.body == Array("ok".utf8))
    }
  }

  @Test func `a flood of headers is cut off`() async throws {
    try await expect(
      { .headersTooLarge(url: $0, limit: Limits()) },
      from: .flood(Self.head, again: Array("X-A: b\r\n".utf8), times: 100_000), limits: Limits())
    try await expect(
      { .headersTooLarge(url: $0, limit: Limits()) },
      from: .flood(
        Self.head, again: Array("X-A: \(String(repeating: "b", count: 10_000))\r\n".utf8),
        times: 100),
      limits: Limits())
  }

  @Test func `interim answers do not go on for ever`() async throws {
    let hint = Array("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n".utf8)
    try await expect(
      { .headersTooLarge(url: $0, limit: Limits()) },
      from: .flood(hint, again: hint, times: 100_000), limits: Limits())
  }
}
