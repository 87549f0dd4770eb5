import Feeds
import Foundation
import Model
import Testing
import ThreadTime

/// Damaged and hostile documents: nothing crashes, nothing grows, nothing takes long.
@Suite struct DamageTests {
  /// A small generator of its own, so that a failure comes again.
  struct Dice {
    var state: UInt64

    mutating func roll(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return bound > 0 ? Int(state >> 33) % bound : 0
    }
  }

  static func damaged(_ bytes: [UInt8], _ dice: inout Dice) -> [UInt8] {
    var bytes = bytes
    let pieces: [[UInt8]] = [
      Array("<".utf8), Array("&".utf8), Array("]]>".utf8), Array("<![CDATA[".utf8),
      Array("</item>".utf8), Array("\"".utf8), [0], [0xFF], Array("<!--".utf8), Array("&#0;".utf8),
    ]
    for _ in 0...dice.roll(4) {
      let place = dice.roll(bytes.count)
      switch dice.roll(4) {
      case 0: bytes = Array(bytes[..<place])
      case 1: bytes.insert(contentsOf: pieces[dice.roll(pieces.count)], at: place)
      case 2 where place < bytes.count: bytes[place] = UInt8(dice.roll(256))
      default: bytes.removeSubrange(place..<min(place + dice.roll(20), bytes.count))
      }
    }
    return bytes
  }

  @Test func `two thousand damaged documents are read or refused at once`() throws {
    var dice = Dice(state: 42)
    let parser = FeedParser()
    let documents = try FixtureTests.names.map { try FixtureTests.document($0) }
    try #require(!documents.isEmpty)
    var slowest = Duration.zero
    for index in 0..<2_200 {
      let bytes = Self.damaged(documents[index % documents.count], &dice)
      slowest = max(
        slowest, threadTime { _ = try? parser.parse(bytes, baseURL: nil) })
    }
    #expect(slowest < .seconds(5))
  }

  static func rss(_ body: String, before: String = "") -> [UInt8] {
    Array(
      "<?xml version=\"1.0\"?>\(before)<rss version=\"2.0\"><channel>\(body)</channel></rss>".utf8)
  }

  @Test func `a billion laughs stay one`() throws {
    var entities = "<!ENTITY l0 \"lol\">"
    for level in 1..<10 {
      let inner = String(repeating: "&l\(level - 1);", count: 10)
      entities += "<!ENTITY l\(level) \"\(inner)\">"
    }
    let bytes = Self.rss("<title>&l9;</title>", before: "<!DOCTYPE rss [\(entities)]>")
    var length = 0
    let time = threadTime {
      length = (try? FeedParser().parse(bytes).title?.value.count) ?? 0
    }
    #expect(length < 1_000)
    #expect(time < .seconds(2))
  }

  @Test func `a tag with a hundred thousand attributes is refused`() {
    let attributes = (0..<100_000).map { " a\($0)=\"\"" }.joined()
    #expect(throws: FeedError.self) {
      try FeedParser().parse(Self.rss("<item\(attributes)/>"))
    }
  }

  @Test func `attributes that hide behind angle brackets are counted too`() {
    let attributes = (0..<20_000).map { " a\($0)=\">\"" }.joined()
    let time = threadTime {
      _ = try? FeedParser().parse(Self.rss("<item\(attributes)/>"))
    }
    #expect(time < .seconds(5))
  }

  @Test(arguments: [
    "<!--", "<? >", "<x><![CDATA[</x>", "<!doctype>", "<a b='", "<a b=\"<", "&", "</x>", "<x ",
    "]]>", "<item>", "&#x", "<![CDATA[]]>",
  ])
  func `many beginnings without an end take linear time`(piece: String) {
    let bytes = Self.rss("<item><description>& " + String(repeating: piece, count: 40_000))
    let time = threadTime { _ = try? FeedParser().parse(bytes) }
    #expect(time < .seconds(5))
  }

  @Test func `ten thousand entries are all read`() throws {
    let items = (0..<10_000).map { "<item><guid>\($0)</guid></item>" }.joined()
    #expect(try FeedParser().parse(Self.rss(items)).entries.count == 10_000)
  }

  @Test func `fifty thousand nested elements neither crash nor hide what came before`() throws {
    let deep = String(repeating: "<x>", count: 50_000)
    let feed = try FeedParser().parse(
      Self.rss("<title>t</title><item><guid>1</guid>\(deep)</item>"))
    #expect(feed.title?.value == "t")
    #expect(feed.entries.count == 1)
  }

  @Test func `deeply nested JSON is refused`() {
    let deep = String(repeating: "[", count: 50_000)
    #expect(throws: FeedError.self) {
      try FeedParser().parse(Array("{\"items\":\(deep)".utf8))
    }
  }

  @Test func `one parser reads many documents as if each were its first`() throws {
    let parser = FeedParser()
    for name in FixtureTests.names {
      let bytes = try FixtureTests.document(name)
      let alone = try? FeedParser().parse(bytes)
      #expect((try? parser.parse(bytes)) == alone)
    }
  }
}
