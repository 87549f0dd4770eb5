import ArgumentParser
import Feeds
import Foundation
import Testing

@testable import coopwire

@Suite struct OPMLCommandTests {
  private func output(of text: String) throws -> Result<OPMLOutput, ListFileError> {
    let document = try OPMLReader.document(Array(text.utf8), leniently: true)
    return .success(OPMLOutput(file: "list.opml", document: document))
  }

  private let list = """
    <opml><head><title>Meine "Liste"</title></head><body>
    <outline text="A"><outline text="B">
    <outline text="eins" xmlUrl="http://a.example/f" htmlUrl="http://a.example/"/></outline></outline>
    <outline xmlUrl="http://b.example/f"/></body></opml>
    """

  @Test func `a list is one line of JSON with nothing empty in it`() throws {
    let expected = #"""
      {"feeds":[{"feedURL":"http://a.example/f","homePageURL":"http://a.example/",\#
      "path":["A","B"],"title":"eins"},{"feedURL":"http://b.example/f"}],\#
      "title":"Meine \"Liste\""}
      """#
    #expect(try OPMLOutput.json(output(of: list)) == expected)
    #expect(try OPMLOutput.json(output(of: "<opml><body/></opml>")) == "{}")
  }

  @Test func `what cannot be read is a sentence`() {
    let line = OPMLOutput.json(.failure(.notAList(file: "x.opml", .notOPML(root: "rss"))))
    #expect(line.hasPrefix("{\"error\":\"cannot read x.opml: the document is no OPML"))
    #expect(!line.contains("\n"))
  }

  @Test func `a person sees folders and feeds`() throws {
    let expected = """
      list.opml: Meine "Liste"
        A / B
          eins  http://a.example/f
        http://b.example/f
      2 feeds
      """
    #expect(try OPMLOutput.text(output(of: list)) == expected)
  }

  @Test func `a person sees the troubles and what had to be repaired`() throws {
    let text = try OPMLOutput.text(output(of: "<opml><body>\n<outline text='A & B'/></body>"))
    #expect(text.contains("line 2: \"A & B\" has neither an address nor outlines inside"))
    #expect(text.hasSuffix("the document is damaged and was repaired to be read"))
  }

  @Test func `files and a batch exclude each other`() {
    #expect(throws: (any Error).self) { try OPMLCommand.parse(["--json"]) }
    #expect(throws: (any Error).self) { try OPMLCommand.parse(["--batch", "m", "a.opml"]) }
    #expect(throws: Never.self) { try OPMLCommand.parse(["--json", "a.opml", "b.opml"]) }
  }
}

@Suite struct FeedsValidateCommandTests {
  private func findings(_ text: String) throws -> (lines: [String], isSound: Bool) {
    let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).opml")
    try Data(text.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let findings = FeedsValidateCommand.findings(in: file.path)
    return (findings.lines.map { $0.replacing(file.path, with: "FILE") }, findings.isSound)
  }

  @Test func `a sound list is counted`() throws {
    let found = try findings(
      """
      <opml xmlns:coop="urn:coopwire:opml"><body><outline text="A">
      <outline xmlUrl="http://a.example/f"/><outline xmlUrl="http://b.example/f" coop:paused="yes"/>
      </outline></body></opml>
      """)
    #expect(found.lines == ["2 sources in 1 folder, 1 of them paused"])
    #expect(found.isSound)
  }

  @Test func `a trouble is named with its line`() throws {
    let found = try findings("<opml><body>\n<outline text=\"A\"/></body></opml>")
    #expect(found.lines.first?.hasPrefix("FILE: line 2: \"A\" has neither an address") == true)
    #expect(found.lines.last == "0 sources in 0 folders")
    #expect(!found.isSound)
  }

  @Test func `broken XML is named with its place`() throws {
    let found = try findings("<opml><body>\n<outline text=\"A\"></body></opml>")
    #expect(found.lines.count == 1)
    #expect(found.lines.first?.hasPrefix("cannot read FILE: line 2, column ") == true)
    #expect(!found.isSound)
  }

  @Test func `a file that is not there is named`() {
    let found = FeedsValidateCommand.findings(in: "/nowhere/at/all.opml")
    #expect(
      found.lines == ["cannot read /nowhere/at/all.opml: there is no such file; check its name"])
    #expect(!found.isSound)
  }

  @Test func `a directory is no list`() {
    let found = FeedsValidateCommand.findings(in: "/")
    #expect(found.lines.first?.hasPrefix("cannot read /: ") == true)
  }
}
