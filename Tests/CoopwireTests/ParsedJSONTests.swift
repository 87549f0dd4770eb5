import Foundation
import Model
import Testing

@testable import coopwire

/// The JSON that `coopwire parse` prints.
@Suite struct ParsedJSONTests {
  private func json(_ feed: Feed) -> String {
    var json = ParsedJSON()
    json.feed(feed)
    return String(decoding: json.bytes, as: UTF8.self)
  }

  @Test func `what is absent is left out`() {
    #expect(json(Feed(format: .atom10)) == #"{"format":"atom10","recovered":false}"#)
  }

  @Test func `texts, dates and lists are written as the form says`() {
    var feed = Feed(format: .rss20)
    feed.title = Text("a \"b\"\n\u{1}", kind: .html, language: "de")
    feed.published = Date(timeIntervalSince1970: 0)
    feed.hints.ttl = 5
    feed.hubs = [.init(url: "https://hub.example.coop/")]
    let expected =
      #"{"format":"rss20","recovered":false,"#
      + #""title":{"value":"a \"b\"\n\u0001","type":"html","language":"de"},"#
      + #""published":"1970-01-01T00:00:00Z","hubs":[{"url":"https://hub.example.coop/"}],"ttl":5}"#
    #expect(json(feed) == expected)
  }

  @Test func `every line of a batch gets its answer, in order`() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: "f.xml")
    try Data("<rss version='2.0'><channel><title>t</title></channel></rss>".utf8).write(to: file)
    var output = ParseOutput(asJSON: true)
    try output.show(ParseTask(file: folder.appending(path: "missing").path))
    #expect(output.hasFailed)
    try output.show(ParseTask(file: file.path))
    let lines = String(decoding: output.pending, as: UTF8.self).split(separator: "\n")
    #expect(lines.count == 2)
    #expect(lines.first?.hasPrefix(#"{"error":"#) == true)
    #expect(lines.last?.hasPrefix(#"{"format":"rss20""#) == true)
  }
}
