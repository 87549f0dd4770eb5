import Foundation
import Glibc
import HTTPTypes
import Logging
import ServiceLifecycle
import Testing

@testable import Site

/// The server on a real socket.
struct ServiceTests {
  /// Runs a newswire's server on a free port while `body` talks to it.
  private func serve(
    _ newsroom: Newsroom, _ body: @Sendable (Int) async throws -> Void
  ) async throws {
    let port = AsyncStream<Int>.makeStream()
    let service = HTTPService(
      router: newsroom.site.router(), host: "127.0.0.1", port: 0, logger: Logger(label: "test")
    ) { port.continuation.yield($0) }
    let services = ServiceGroup(services: [service], logger: Logger(label: "test"))
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await services.run() }
      for await number in port.stream {
        do {
          try await body(number)
        } catch {
          Issue.record(error)
        }
        break
      }
      await services.triggerGracefulShutdown()
      try await group.waitForAll()
    }
  }

  @Test func `GET, HEAD, gzip and 304 over one connection`() async throws {
    try await serve(try await Newsroom.open()) { port in
      let client = try RawClient(port: port)
      let get = try await client.ask("GET /feed.atom HTTP/1.1\r\nHost: x\r\n\r\n")
      #expect(get.status == 200)
      #expect(get.body.starts(with: Array("<?xml".utf8)))
      let head = try await client.ask("HEAD /feed.atom HTTP/1.1\r\nHost: x\r\n\r\n", hasBody: false)
      #expect(head.status == 200)
      #expect(head.fields["content-length"] == String(get.body.count))
      #expect(head.fields["transfer-encoding"] == nil)
      for (name, value) in get.fields where name != "date" {
        #expect(head.fields[name] == value, "\(name)")
      }
      let gzip = try await client.ask(
        "GET /feed.atom HTTP/1.1\r\nHost: x\r\nAccept-Encoding: gzip, br\r\n\r\n")
      #expect(gzip.fields["content-encoding"] == "gzip")
      #expect(gzip.body.starts(with: [0x1f, 0x8b]))
      #expect(gzip.body.count < get.body.count)
      let etag = try #require(get.fields["etag"])
      let held = try await client.ask(
        "GET /feed.atom HTTP/1.1\r\nHost: x\r\nIf-None-Match: \(etag)\r\n\r\n", hasBody: false)
      #expect(held.status == 304)
      #expect(held.fields["etag"] == etag)
      #expect(held.fields["content-length"] == nil)
      #expect(held.fields["transfer-encoding"] == nil)
      // Nothing of a body was left in between.
      let last = try await client.ask(
        "GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
      #expect(last.body == Array("ok\n".utf8))
    }
  }

  @Test func `what is posted is answered, passed over up to a limit, and then cut off`()
    async throws
  {
    try await serve(try await Newsroom.open()) { port in
      let client = try RawClient(port: port)
      let body = String(repeating: "a", count: 100_000)
      let post = try await client.ask(
        "POST /ap/inbox HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n" + body)
      #expect(post.status == 501)
      let next = try await client.ask("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
      #expect(next.status == 200)

      let flood = try RawClient(port: port)
      let sent = try await flood.flood(
        "POST /ap/inbox HTTP/1.1\r\nHost: x\r\nContent-Length: 9000000000\r\n\r\n",
        limit: 200 << 20)
      #expect(sent < 100 << 20)
    }
  }

  @Test(arguments: [
    "GET /\(String(repeating: "a", count: 200_000)) HTTP/1.1\r\nHost: x\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: x\r\nX-Long: \(String(repeating: "a", count: 200_000))\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: x\r\n"
      + (0..<5000).map { "X-\($0): a\r\n" }.joined() + "\r\n",
    "nonsense\r\n\r\n",
  ])
  func `what is too long or no HTTP is refused, and the next is served`(request: String)
    async throws
  {
    try await serve(try await Newsroom.open()) { port in
      let bad = try? await RawClient(port: port).ask(request)
      #expect(bad == nil || bad?.status == 400)
      let good = try await RawClient(port: port).ask("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
      #expect(good.status == 200)
    }
  }

  @Test func `an address that cannot be had is a sentence`() async throws {
    let newsroom = try await Newsroom.open()
    @Sendable func trouble(_ host: String, _ port: Int) async -> String {
      let service = HTTPService(
        router: newsroom.site.router(), host: host, port: port, logger: Logger(label: "test"))
      do {
        try await service.run()
        return "no trouble"
      } catch {
        return "\(error)"
      }
    }
    try await serve(newsroom) { port in
      #expect(
        await trouble("127.0.0.1", port) == """
          another process already listens on 127.0.0.1:\(port); stop it, or choose another address \
          with --listen
          """)
    }
    for host in ["192.0.2.1", "no-such-host.invalid"] {
      let sentence = await trouble(host, 0)
      #expect(
        sentence
          == "\(host) is no address of this machine; choose one that is with --listen")
    }
  }
}
