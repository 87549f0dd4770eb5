import Foundation
import Testing

@testable import Publishing

struct RenderedTests {
  private let long = Array(String(repeating: "Nachricht aus der Genossenschaft. ", count: 200).utf8)

  @Test func `the same bytes have the same validators and other bytes have others`() {
    let first = Rendered(body: long, contentType: "text/plain")
    let second = Rendered(body: long, contentType: "text/plain")
    let other = Rendered(body: long + [33], contentType: "text/plain")
    #expect(first == second)
    #expect(first.gzip == second.gzip)
    #expect(first.etag != other.etag)
    #expect(first.gzipETag != other.gzipETag)
  }

  @Test func `each content coding has a strong validator of its own`() {
    let rendered = Rendered(body: long, contentType: "text/plain")
    #expect(rendered.etag != rendered.gzipETag)
    for etag in [rendered.etag, rendered.gzipETag] {
      #expect(etag.wholeMatch(of: /"[\x21\x23-\x7e]+"/) != nil)
    }
  }

  @Test func `gzip gives back the body`() throws {
    let rendered = Rendered(body: long, contentType: "text/plain")
    let gzip = try #require(rendered.gzip)
    #expect(gzip.count < long.count)
    #expect(try Self.decompressed(gzip) == long)
  }

  @Test func `a gzip member holds no time, so that it is reproducible`() throws {
    let gzip = try #require(Rendered(body: long, contentType: "text/plain").gzip)
    #expect(Array(gzip[0..<4]) == [0x1f, 0x8b, 8, 0])
    #expect(Array(gzip[4..<8]) == [0, 0, 0, 0])
  }

  @Test(arguments: [[], [65], Array("kurz".utf8)])
  func `a body that compression would lengthen is not compressed`(body: [UInt8]) {
    #expect(Rendered(body: body, contentType: "text/plain").gzip == nil)
  }

  @Test func `a link is written as its header wants it`() {
    let link = Rendered.Link(url: "https://a.example/", rel: "next", type: "text/html", title: "x")
    #expect(link.headerValue == "<https://a.example/>; rel=\"next\"; type=\"text/html\"")
  }

  /// Another program's opinion: Debian's gzip is always there.
  private static func decompressed(_ bytes: [UInt8]) throws -> [UInt8] {
    let folder = FileManager.default.temporaryDirectory
    let file = folder.appending(path: "coopwire-\(UUID().uuidString).gz")
    try Data(bytes).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let process = Process()
    process.executableURL = URL(filePath: "/bin/gzip")
    process.arguments = ["-dc", file.path]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return Array(data)
  }
}
