import Fetching
import Model
import TestServer
import Testing

@Suite struct TroubleTests {
  @Test func `a refused connection says so`() async throws {
    let server = try TestServer { _ in .close }
    server.stop()
    try await withFetcher { fetcher in
      let error = await failure(of: fetcher, Request(.get, server.url))
      #expect(error == .unreachable(host: "127.0.0.1", why: "connection refused"))
      #expect(error?.failure.kind == .connect)
    }
  }

  @Test func `a name that does not resolve says so`() async throws {
    try await withFetcher { fetcher in
      let error = await failure(of: fetcher, Request(.get, "http://nothing.invalid/"))
      #expect(error == .unresolvable(host: "nothing.invalid"))
      #expect(error?.failure.kind == .dns)
    }
  }

  @Test(
    arguments: [
      "", "SSH-2.0-OpenSSH\r\n", "\u{0}\u{1}\u{2}", "HTTP/1.1", "HTTP/1.1 200 OK\r\nContent-Len",
      "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort",
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
      "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 5\r\n\r\nplain",
      "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n", "<html>no header at all</html>",
    ])
  func `what is no HTTP is an error that says so`(bytes: String) async throws {
    let server = try TestServer { _ in .raw(Array(bytes.utf8)) }
    defer { server.stop() }
    try await withFetcher { fetcher in
      let error = await failure(of: fetcher, Request(.get, server.url))
      guard case .garbled(host: "127.0.0.1", why: _) = error else {
        Issue.record("\(String(describing: error))")
        return
      }
      #expect(error?.failure.kind == .connect)
    }
  }

  @Test func `an answer without a length ends with the connection`() async throws {
    let server = try TestServer { _ in .raw(Array("HTTP/1.0 200 OK\r\n\r\nall of it".utf8)) }
    defer { server.stop() }
    try await withFetcher { fetcher in
      let response = try await fetcher.fetch(Request(.get, server.url))
      #expect(response.body == Array("all of it".utf8))
      #expect(response.httpVersion == "1.0")
    }
  }

  @Test(arguments: ["file:///etc/passwd", "ftp://127.0.0.1/", "gopher://127.0.0.1/", "feed"])
  func `other schemes are not fetched`(url: String) async throws {
    try await withFetcher { fetcher in
      let error = await failure(of: fetcher, Request(.get, url))
      guard case .invalidURL(url, why: _) = error else {
        Issue.record("\(String(describing: error))")
        return
      }
    }
  }

  @Test func `a redirect to a file is not followed`() async throws {
    let server = try TestServer { _ in .redirect(to: "file:///etc/passwd") }
    defer { server.stop() }
    try await withFetcher { fetcher in
      let error = await failure(of: fetcher, Request(.get, server.url))
      #expect(error?.failure.kind == .redirect)
    }
  }

  @Test func `redirects in a circle and without end are given up`() async throws {
    let server = try TestServer { request in
      request.target == "/circle"
        ? .redirect(to: "/circle") : .redirect(to: request.target + "x")
    }
    defer { server.stop() }
    try await withFetcher { fetcher in
      let circle = await failure(of: fetcher, Request(.get, server.url + "/circle"))
      #expect(circle == .redirectLoop(url: server.url + "/circle"))
      let endless = await failure(of: fetcher, Request(.get, server.url + "/a"))
      #expect(endless == .tooManyRedirects(url: server.url + "/a", limit: 5))
    }
    #expect(server.requests.count == 7)
  }
}
