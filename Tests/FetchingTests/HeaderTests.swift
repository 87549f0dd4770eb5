import Testing

@testable import Fetching

@Suite struct HeaderTests {
  private func block(_ lines: [String], limits: Limits = Limits()) -> HeaderBlock {
    var block = HeaderBlock(limits: limits)
    for line in lines {
      let bytes = Array((line + "\r\n").utf8)
      guard bytes.withUnsafeBytes({ block.receive($0) }) else { break }
    }
    return block
  }

  @Test func `names are compared without case and may repeat`() {
    let headers = block(["HTTP/1.1 200 OK", "Link: a", "ETag:  \"x\" ", "LINK: b", ""]).headers
    #expect(headers["etag"] == "\"x\"")
    #expect(headers.all("link") == ["a", "b"])
    #expect(headers["missing"] == nil)
  }

  @Test func `an interim answer and trailers leave no trace`() {
    let read = block([
      "HTTP/1.1 103 Early Hints", "Link: early", "", "HTTP/2 200", "A: 1", "", "ETag: trailer",
    ])
    #expect(read.headers == ["A": "1"])
    #expect(read.httpVersion == "2")
  }

  @Test func `a folded line goes on with the one before`() {
    #expect(block(["HTTP/1.1 200 OK", "A: 1", "\t 2", "B: 3"]).headers == ["A": "1 2", "B": "3"])
  }

  @Test func `bytes that are no text do no harm`() {
    var block = HeaderBlock(limits: Limits())
    let line: [UInt8] = [0x41, 0x3a, 0xff, 0xfe, 0x0d, 0x0a]
    #expect(line.withUnsafeBytes { block.receive($0) })
    #expect(block.headers["a"] == "\u{fffd}\u{fffd}")
  }

  @Test func `too many lines or bytes are noticed`() {
    let few = Limits.with { $0.headerFields = 2 }
    #expect(!block(["HTTP/1.1 200 OK", "A: 1", "B: 2", ""], limits: few).isTooLarge)
    #expect(block(["HTTP/1.1 200 OK", "A: 1", "B: 2", "C: 3", ""], limits: few).isTooLarge)
    let short = Limits.with { $0.headerBytes = 30 }
    #expect(block(["HTTP/1.1 200 OK", "A: 123456789012"], limits: short).isTooLarge)
  }
}
