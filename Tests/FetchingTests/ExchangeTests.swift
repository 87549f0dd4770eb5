import Fetching
import Foundation
import TestServer
import Testing

@Suite struct ExchangeTests {
  @Test func `a GET brings back status, headers and body`() async throws {
    let server = try TestServer { _ in
      .response(200, headers: ["ETag": "\"1\"", "X-A": "b"], body: Array("hello".utf8))
    }
    defer { server.stop() }
    try await withFetcher { fetcher in
      let response = try await fetcher.fetch(Request(.get, server.url))
      #expect(response.status == 200)
      #expect(response.url == server.url + "/")
      #expect(response.body == Array("hello".utf8))
      #expect(response.headers["x-a"] == "b")
      #expect(response.httpVersion == "1.1")
      #expect(response.hops.isEmpty)
      #expect(response.duration > .zero)
      #expect(response.validators?.etag == "\"1\"")
    }
  }

  @Test func `validators are sent byte for byte`() async throws {
    let server = try TestServer { _ in .response(304) }
    defer { server.stop() }
    let etag = "W/\"ä b;\\,\""
    try await withFetcher { fetcher in
      let request = Request(
        .get, server.url + "/feed",
        headers: ["Accept": "application/atom+xml, */*;q=0.1", "X-Empty": ""],
        validators: Validators(
          url: server.url + "/feed", etag: etag, lastModified: "Wed, 21 Oct 2015 07:28:00 GMT"))
      let response = try await fetcher.fetch(request)
      #expect(response.status == 304)
    }
    let request = try #require(server.requests.first)
    #expect(request.all("If-None-Match") == [etag])
    #expect(request.all("If-Modified-Since") == ["Wed, 21 Oct 2015 07:28:00 GMT"])
    #expect(request.all("Accept") == ["application/atom+xml, */*;q=0.1"])
    #expect(request.all("X-Empty") == [""])
    #expect(request.all("User-Agent") == ["Coopwire/Test"])
    #expect(request["Accept-Encoding"]?.contains("gzip") == true)
  }

  @Test func `a request may bring its own user agent`() async throws {
    let server = try TestServer { _ in .response(200) }
    defer { server.stop() }
    try await withFetcher { fetcher in
      _ = try await fetcher.fetch(Request(.get, server.url, headers: ["User-Agent": "Mine/1"]))
    }
    #expect(server.requests.first?.all("User-Agent") == ["Mine/1"])
  }

  @Test(arguments: [
    [], Array("{\"a\": \"ä\"}".utf8), [0, 1, 0, 255], [UInt8](repeating: 7, count: 2_000_000),
  ])
  func `a POST arrives whole`(body: [UInt8]) async throws {
    let server = try TestServer { _ in .response(202) }
    defer { server.stop() }
    try await withFetcher { fetcher in
      let request = Request(
        .post, server.url + "/inbox", headers: ["Content-Type": "application/activity+json"],
        body: body, reach: .federation)
      let response = try await fetcher.fetch(request)
      #expect(response.status == 202)
    }
    let request = try #require(server.requests.first)
    #expect(request.method == "POST")
    #expect(request.body == body)
    #expect(request.all("Content-Type") == ["application/activity+json"])
    #expect(request["Expect"] == nil)
  }

  @Test func `a HEAD asks for headers only`() async throws {
    let server = try TestServer { _ in .text("unseen", headers: ["X-A": "b"]) }
    defer { server.stop() }
    try await withFetcher { fetcher in
      let response = try await fetcher.fetch(Request(.head, server.url))
      #expect(response.headers["x-a"] == "b")
      #expect(response.body.isEmpty)
    }
    #expect(server.requests.map(\.method) == ["HEAD"])
  }

  @Test(arguments: [400, 403, 404, 410, 429, 500, 503])
  func `an unhappy status is an answer`(status: Int) async throws {
    let server = try TestServer { _ in
      .response(status, headers: ["Retry-After": "120"], body: Array("no".utf8))
    }
    defer { server.stop() }
    try await withFetcher { fetcher in
      let response = try await fetcher.fetch(Request(.get, server.url))
      #expect(response.status == status)
      #expect(response.headers["retry-after"] == "120")
    }
  }

  @Test func `gzip is decoded`() async throws {
    let packed = try gzip(Array("so much smaller".utf8))
    let server = try TestServer { _ in
      .response(200, headers: ["Content-Encoding": "gzip"], body: packed)
    }
    defer { server.stop() }
    try await withFetcher { fetcher in
      let response = try await fetcher.fetch(Request(.get, server.url))
      #expect(response.body == Array("so much smaller".utf8))
    }
  }

  @Test func `a connection is used again`() async throws {
    let server = try TestServer { _ in .text("again") }
    defer { server.stop() }
    try await withFetcher { fetcher in
      for _ in 0..<5 { _ = try await fetcher.fetch(Request(.get, server.url)) }
    }
    #expect(server.requests.count == 5)
    #expect(server.connectionCount == 1)
  }

  @Test func `every redirect is asked in turn`() async throws {
    let server = try TestServer { request in
      switch request.target {
      case "/a": .redirect(301, to: "/b?x=1")
      case "/b?x=1": .redirect(307, to: "c")
      default: .text("here")
      }
    }
    defer { server.stop() }
    try await withFetcher { fetcher in
      let response = try await fetcher.fetch(Request(.get, server.url + "/a"))
      #expect(response.url == server.url + "/c")
      #expect(response.hops.map(\.status) == [301, 307])
      #expect(response.hops.map(\.to) == [server.url + "/b?x=1", server.url + "/c"])
    }
    #expect(server.requests.map(\.target) == ["/a", "/b?x=1", "/c"])
  }
}
