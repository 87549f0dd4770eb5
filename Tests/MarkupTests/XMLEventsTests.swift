import Markup
import Testing

/// XML as a list of events, sound or not.
@Suite struct XMLEventsTests {
  private func texts(_ document: String) throws -> [String] {
    try XMLEvents(reading: Array(document.utf8)).events.compactMap {
      if case .text(let text) = $0 { text } else { nil }
    }
  }

  @Test func `tags come with namespace, attributes and line`() throws {
    let document = "<o version='2'>\n <a:x xmlns:a='urn:a' y='1 &amp; 2' a:z='3'/></o>"
    let events = try XMLEvents(reading: Array(document.utf8)).events
    guard case .start(let tag) = events[2] else {
      Issue.record("no tag where one should be: \(events)")
      return
    }
    #expect(tag.name == "x")
    #expect(tag.namespace == "urn:a")
    #expect(tag.line == 2)
    #expect(tag.value("y") == "1 & 2")
    #expect(tag.attributes.contains { $0.namespace == "urn:a" && $0.value == "3" })
  }

  @Test func `a sound document is not mended`() throws {
    let report = try XMLEvents(reading: Array("<o><a/>x</o>".utf8)).report
    #expect(!report.isRecovered)
    #expect(report.encoding == "utf-8")
  }

  @Test func `what is open at the end is closed`() throws {
    let events = try XMLEvents(reading: Array("<o><a><b>x".utf8))
    #expect(events.events.filter { $0 == .end }.count == 3)
    #expect(events.report.fault != nil)
  }

  @Test func `references without declaration keep their meaning`() throws {
    #expect(try texts("<o>a&nbsp;b &amp; c & d &lt;</o>") == ["a\u{A0}b & c & d <"])
  }

  @Test func `line ends in character data are as XML wants them`() throws {
    #expect(try texts("<o><![CDATA[a\r\nb\rc]]></o>") == ["a\nb\nc"])
  }

  @Test(arguments: ["windows-1251", "cp1251", "X-CP1251"])
  func `a label is known in any spelling`(label: String) throws {
    let bytes =
      Array("<?xml version='1.0' encoding='\(label)'?><o>".utf8) + [0xCF] + Array("</o>".utf8)
    let events = try XMLEvents(reading: bytes)
    #expect(events.events.contains(.text("П")))
    #expect(!events.report.isRecovered)
  }

  @Test func `the charset of HTTP rules over a declaration`() throws {
    let bytes =
      Array("<?xml version='1.0' encoding='iso-8859-1'?><o>".utf8) + [0xE4, 0xF6]
      + Array("</o>".utf8)
    let events = try XMLEvents(reading: bytes, contentType: "text/xml; charset=\"ISO-8859-7\"")
    #expect(events.report.encoding == "iso-8859-7")
  }

  @Test func `nothing is an error`() {
    #expect(throws: XMLError.empty) { try XMLEvents(reading: Array(" \n".utf8)) }
  }
}
