import Fetching
import Foundation
import Model
import TestServer
import Testing

@Suite struct GuardTests {
  @Test(
    arguments: [
      "127.0.0.1", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "127.0.0.1.", "localhost",
      "LOCALHOST", "localhost.", "0", "0.0.0.0", "①②⑦.⓪.⓪.①", "%6c%6f%63%61%6c%68%6f%73%74",
    ])
  func `S13: loopback is refused however it is spelled`(host: String) async throws {
    let server = try TestServer { _ in .text("secret") }
    defer { server.stop() }
    try await withFetcher(allowing: []) { fetcher in
      let error = await failure(of: fetcher, Request(.get, "http://\(host):\(server.port)/"))
      #expect(error?.failure.kind == .forbiddenAddress || error?.failure.kind == .dns)
    }
    #expect(server.connectionCount == 0)
  }

  @Test(arguments: ["[::1]", "[::ffff:127.0.0.1]", "[::]", "[::127.0.0.1]"])
  func `IPv6 loopback is refused`(host: String) async throws {
    try await withFetcher(allowing: []) { fetcher in
      let error = await failure(of: fetcher, Request(.get, "http://\(host):1/"))
      #expect(error?.failure.kind == .forbiddenAddress)
    }
  }

  @Test func `S13: a name is judged by what it resolves to when it is connected to`() async throws {
    let server = try TestServer { _ in .text("here") }
    defer { server.stop() }
    let request = Request(.get, "http://localhost:\(server.port)/")
    try await withFetcher(allowing: ["127.0.0.1"]) { fetcher in
      let response = try await fetcher.fetch(request)
      #expect(response.body == Array("here".utf8))
    }
    try await withFetcher(allowing: ["127.0.0.2", "fd00::/8"]) { fetcher in
      let error = await failure(of: fetcher, request)
      guard case .forbiddenAddress(host: "localhost", let address) = error else {
        Issue.record("\(String(describing: error))")
        return
      }
      #expect(["127.0.0.1", "::1"].contains(address))
    }
    #expect(server.connectionCount == 1)
  }

  @Test func `S13: a redirect into a forbidden address is refused`() async throws {
    let inside = try TestServer(on: "127.9.9.9") { _ in .text("secret") }
    defer { inside.stop() }
    let outside = try TestServer { _ in .redirect(to: inside.url) }
    defer { outside.stop() }
    try await withFetcher(allowing: ["127.0.0.1"]) { fetcher in
      let error = await failure(of: fetcher, Request(.get, outside.url))
      #expect(error == .forbiddenAddress(host: "127.9.9.9", address: "127.9.9.9"))
    }
    #expect(outside.requests.count == 1)
    #expect(inside.connectionCount == 0)
  }

  @Test func `federation leaves https on port 443 only for listed addresses`() async throws {
    let server = try TestServer { _ in .text("key") }
    defer { server.stop() }
    try await withFetcher { fetcher in
      let response = try await fetcher.fetch(Request(.get, server.url, reach: .federation))
      #expect(response.status == 200)
    }
    try await withFetcher(allowing: []) { fetcher in
      // A public address that nothing in a test may connect to: the refusal comes before.
      for url in ["http://192.31.196.1/", "https://192.31.196.1:8443/"] {
        let error = await failure(of: fetcher, Request(.get, url, reach: .federation))
        #expect(error == .outOfReach(url: url))
        #expect(error?.failure.kind == .forbiddenAddress)
      }
    }
  }

  @Test func `a proxy of the environment is ignored`() async {
    // In a process of its own: the environment belongs to all tests.
    await #expect(processExitsWith: .success) {
      let proxy = try TestServer { _ in .text("proxy") }
      let server = try TestServer { _ in .text("server") }
      for name in ["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"] {
        setenv(name, proxy.url, 1)
      }
      unsetenv("no_proxy")
      try await withFetcher { fetcher in
        let response = try await fetcher.fetch(Request(.get, server.url))
        try #require(response.body == Array("server".utf8))
        try #require(proxy.connectionCount == 0)
      }
    }
  }
}
