import Feeds
import Foundation
import Model
import Testing

@Suite struct OPMLDamageTests {
  private func failure(_ bytes: [UInt8], leniently: Bool = false) -> OPMLError? {
    do throws(OPMLError) {
      _ = try OPMLReader.document(bytes, leniently: leniently)
      return nil
    } catch {
      return error
    }
  }

  private func addresses(_ bytes: [UInt8]) throws -> [String] {
    try OPMLReader.document(bytes, leniently: true).listings.map(\.feedURL)
  }

  private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

  private let sound = opml("<outline text='Bücher' xmlUrl='http://a.example/f?a=1&amp;b=2'/>")

  @Test func `broken XML is refused with its place`() {
    let broken = opml("<outline text='A' xmlUrl='http://a.example/f'>")
    guard case .notWellFormed(let line, let column, _) = failure(broken) else {
      Issue.record("a tag that nothing closes was accepted")
      return
    }
    #expect(line == 4)
    #expect(column > 0)
  }

  @Test func `a lone ampersand is explained`() {
    let error = failure(opml("<outline xmlUrl='http://a.example/?a=1& b=2'/>"))
    #expect(error?.description.contains("an & stands alone, write &amp; for it") == true)
    #expect(error?.description.hasPrefix("line 3, column ") == true)
  }

  @Test func `broken XML is repaired where that is wished`() throws {
    let broken = opml("<outline text='A & B' xmlUrl='http://a.example/f?a=1&b=2'>")
    let document = try OPMLReader.document(broken, leniently: true)
    #expect(document.isRecovered)
    #expect(document.listings.map(\.feedURL) == ["http://a.example/f?a=1&b=2"])
    #expect(document.listings.map(\.title) == ["A & B"])
  }

  @Test func `a document cut off keeps what was read`() throws {
    let whole = text(
      opml("<outline xmlUrl='http://a.example/'/><outline xmlUrl='http://b.example/'/>"))
    let cut = try #require(whole.range(of: "<outline xmlUrl='http://b")).upperBound
    let read = try addresses(Array(whole[..<cut].utf8))
    #expect(read.first == "http://a.example/")
    #expect(failure(Array(whole[..<cut].utf8)) != nil)
  }

  @Test func `an address that the end cuts off is no address`() throws {
    let cut = "<opml><body><outline xmlUrl='http://a.example/'/><outline xmlUrl='http://b"
    #expect(try addresses(Array(cut.utf8)) == ["http://a.example/"])
  }

  @Test func `a thousand outlines that nothing closes are all read`() throws {
    let outlines = (0..<1000).map { "<outline xmlUrl='http://\($0).example/'>" }.joined()
    #expect(try addresses(opml(outlines)).count == 1000)
  }

  @Test func `other encodings are read`() throws {
    let document = text(sound)
    let utf16 = try #require(
      document.replacing("UTF-8", with: "UTF-16").data(using: .utf16))
    let latin = try #require(
      document.replacing("UTF-8", with: "ISO-8859-1").data(using: .isoLatin1))
    for bytes in [Array(utf16), Array(latin), [0xEF, 0xBB, 0xBF] + sound] {
      let list = try OPMLReader.read(bytes)
      #expect(list.subscriptions.map(\.title) == ["Bücher"])
      #expect(list.subscriptions.map(\.feedURL) == ["http://a.example/f?a=1&b=2"])
    }
  }

  @Test func `what is no OPML is called by its name`() {
    #expect(failure(Array("<rss version='2.0'/>".utf8)) == .notOPML(root: "rss"))
    #expect(failure(Array("<rss version='2.0'/>".utf8), leniently: true) == .notOPML(root: "rss"))
    let page = Array("<!DOCTYPE html><html><head><title>x</title></head></html>".utf8)
    #expect(failure(page, leniently: true) == .notOPML(root: "html"))
    #expect(failure(Array("<html><p>one<p>two</html>".utf8)) == .notOPML(root: "html"))
    #expect(failure([]) == .empty)
    #expect(failure(Array(" \n".utf8)) == .empty)
    #expect(failure(Array("no markup here".utf8), leniently: true) == .notOPML(root: nil))
    #expect(failure(Array("{\"version\":\"1\"}".utf8)) != nil)
  }

  @Test func `limits hold`() {
    let many = opml(String(repeating: "<outline text='a'/>", count: 20_001))
    #expect(failure(many, leniently: true) == .tooManyOutlines(limit: 20_000))
    let deep =
      String(repeating: "<outline text='a'>", count: 65)
      + String(repeating: "</outline>", count: 65)
    #expect(failure(opml(deep), leniently: true) == .tooDeep(line: 3, limit: 64))
    let large = [UInt8](repeating: 32, count: 5_000_001)
    #expect(failure(large) == .tooLarge(limit: 5_000_000))
  }

  @Test func `20,000 sources are read, each once`() throws {
    let outlines = (0..<20_000).map { "<outline xmlUrl='http://a.example/\($0 / 2)'/>" }
    let list = try OPMLReader.read(opml(outlines.joined(separator: "\n")))
    #expect(list.subscriptions.count == 10_000)
    #expect(list.troubles.count == 10_000)
  }

  @Test func `entities do not grow`() throws {
    let bomb = """
      <!DOCTYPE opml [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
      <!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY x SYSTEM "file:///etc/passwd">]>
      <opml><body><outline text="&c;&x;" xmlUrl="http://a.example/f"/></body></opml>
      """
    let document = try? OPMLReader.document(Array(bomb.utf8), leniently: true)
    let title = document?.listings.first?.title ?? ""
    #expect(title.count < 1000)
    #expect(!title.contains("root:"))
  }

  @Test func `no damage of a document brings the reading down`() {
    var seed: UInt64 = 7
    func random(below bound: Int) -> Int {
      seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(seed >> 33) % bound
    }
    for _ in 0..<400 {
      var bytes = sound
      for _ in 0...random(below: 4) {
        bytes[random(below: bytes.count)] = UInt8(random(below: 256))
      }
      if random(below: 3) == 0 { bytes.removeLast(random(below: bytes.count)) }
      let document = try? OPMLReader.document(bytes, leniently: true)
      #expect((document?.listings.count ?? 0) <= 1)
      _ = try? OPMLReader.read(bytes)
    }
  }
}
