import Fetching
import Foundation
import Model
import TestServer
import Testing

@Suite struct TLSTests {
  private static let hello = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"

  @Test func `a certificate nobody vouches for is refused`() async throws {
    let server = try TLSServer(files: ["feed": Self.hello])
    defer { server.stop() }
    try await withFetcher { fetcher in
      let error = await failure(of: fetcher, Request(.get, server.url + "/feed"))
      guard case .tls(host: "127.0.0.1", let why) = error else {
        Issue.record("\(String(describing: error))")
        return
      }
      #expect(why.contains("certificate"))
      #expect(error?.failure.kind == .tls)
    }
  }

  @Test func `an authority file makes it trusted`() async throws {
    let server = try TLSServer(files: ["feed": Self.hello])
    defer { server.stop() }
    try await withFetcher(authorityFile: server.certificate) { fetcher in
      let response = try await fetcher.fetch(Request(.get, server.url + "/feed"))
      #expect(response.body == Array("hello".utf8))
    }
  }

  @Test func `a trusted certificate of another host is refused`() async throws {
    let server = try TLSServer(for: "DNS:other.example", files: ["feed": Self.hello])
    defer { server.stop() }
    try await withFetcher(authorityFile: server.certificate) { fetcher in
      let error = await failure(of: fetcher, Request(.get, server.url + "/feed"))
      #expect(error?.failure.kind == .tls)
    }
  }

  @Test func `plain http where TLS is spoken to is a TLS failure`() async throws {
    let server = try TestServer { _ in .text("plain") }
    defer { server.stop() }
    try await withFetcher { fetcher in
      let url = "https://127.0.0.1:\(server.port)/"
      let limits = Limits.with { $0.connect = .seconds(2) }
      let error = await failure(of: fetcher, Request(.get, url, limits: limits))
      // The server waits for the end of a request; the client for the server's greeting.
      #expect([.tls, .timeout].contains(error?.failure.kind))
    }
  }

  @Test func `a redirect from https to http is refused`() async throws {
    let plain = try TestServer { _ in .text("insecure") }
    defer { plain.stop() }
    let answer =
      "HTTP/1.1 302 Found\r\nLocation: \(plain.url)/x\r\nContent-Length: 0\r\n\r\n"
    let server = try TLSServer(files: ["feed": answer])
    defer { server.stop() }
    try await withFetcher(authorityFile: server.certificate) { fetcher in
      let error = await failure(of: fetcher, Request(.get, server.url + "/feed"))
      #expect(
        error == .insecureRedirect(from: server.url + "/feed", to: plain.url + "/x"))
    }
    #expect(plain.connectionCount == 0)
  }

  @Test func `a redirect from http to https is followed`() async throws {
    let server = try TLSServer(files: ["feed": Self.hello])
    defer { server.stop() }
    let target = server.url + "/feed"
    let plain = try TestServer { _ in .redirect(301, to: target) }
    defer { plain.stop() }
    try await withFetcher(authorityFile: server.certificate) { fetcher in
      let response = try await fetcher.fetch(Request(.get, plain.url))
      #expect(response.url == target)
      #expect(response.hops.map(\.status) == [301])
    }
  }

  @Test func `HTTP 2 is spoken where the server offers it`() async throws {
    let server = try TLSServer(protocols: "h2")
    defer { server.stop() }
    server.converse(HTTP2.answer("hello"), after: HTTP2.hasAsked)
    try await withFetcher(authorityFile: server.certificate) { fetcher in
      let response = try await fetcher.fetch(Request(.get, server.url + "/feed"))
      #expect(response.status == 200)
      #expect(response.httpVersion == "2")
      #expect(response.body == Array("hello".utf8))
    }
  }

  @Test func `an authority file that is none stops the start`() throws {
    let path = "/tmp/no-such-\(UUID()).pem"
    #expect(throws: FetchError.self) { try Fetcher(userAgent: "x", authorityFile: path) }
    try Data("no certificate".utf8).write(to: URL(filePath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    let error = #expect(throws: FetchError.self) {
      try Fetcher(userAgent: "x", authorityFile: path)
    }
    #expect(error?.description.contains("outbound.caFile") == true)
  }
}

/// As much of RFC 9113 as one answer takes.
private enum HTTP2 {
  /// Settings, the acknowledgement of the client's, `:status: 200` (HPACK index 8), and the body.
  static func answer(_ body: String) -> [UInt8] {
    frame(4, flags: 0, stream: 0, []) + frame(4, flags: 1, stream: 0, [])
      + frame(1, flags: 4, stream: 1, [0x88]) + frame(0, flags: 1, stream: 1, Array(body.utf8))
  }

  private static func frame(
    _ type: UInt8, flags: UInt8, stream: UInt8, _ payload: [UInt8]
  ) -> [UInt8] {
    [0, 0, UInt8(payload.count), type, flags, 0, 0, 0, stream] + payload
  }

  /// Whether the client's preface and its frames up to the first HEADERS have come.
  static func hasAsked(_ heard: Data) -> Bool {
    let preface = Data("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8)
    guard let start = heard.range(of: preface)?.upperBound else { return false }
    var rest = Array(heard[start...])[...]
    while rest.count >= 9 {
      let header = Array(rest.prefix(9))
      let length = Int(header[0]) << 16 | Int(header[1]) << 8 | Int(header[2])
      if header[3] == 1, rest.count >= 9 + length { return true }
      rest = rest.dropFirst(9 + length)
    }
    return false
  }
}
