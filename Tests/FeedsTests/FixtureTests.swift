import Foundation
import Testing

@testable import Feeds

/// Documents of our own writing, each named for its quirk, beside what must be read in it.
@Suite struct FixtureTests {
  static let folder = Bundle.module.bundleURL.appending(path: "Fixtures")

  static let names: [String] = {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return files.filter { !$0.hasSuffix(".expected.json") }.sorted()
  }()

  static func document(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: folder.appending(path: name)))
  }

  @Test func `there are fixtures`() {
    #expect(Self.names.count >= 20)
  }

  @Test(arguments: names)
  func `a fixture is read as its twin says`(name: String) throws {
    let twin = Self.folder.appending(path: name + ".expected.json")
    let expected = try String(contentsOf: twin, encoding: .utf8)
    let found: String
    do {
      let feed = try FeedParser().parse(
        Self.document(name), baseURL: "https://news.example.coop/feed")
      found = try PlainValue.json(feed)
    } catch let error as FeedError {
      found = try PlainValue.json(["error": error.description])
    }
    #expect(found == expected)
  }
}
