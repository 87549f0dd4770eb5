import Foundation
import Model
import Store
import Testing

struct SearchTests {
  private let fixture: Fixture

  init() async throws {
    fixture = try await Fixture()
    try await fixture.tell(
      [
        .make("Genossenschaften gründen", text: "Ein Leitfaden für Anfänger"),
        .make("Co-op news", text: "Rock 'n' roll & C++"), .make("Война и мир", text: "Толстой"),
      ], by: Fixture.mill)
  }

  private func titles(_ words: String) async throws -> [String] {
    try await fixture.store.search(words, limit: 9).entries.map(\.title)
  }

  @Test(arguments: [
    "genossenschaft", "GRUNDEN", "gründen leitfaden", "anfang", "Anf\u{61}\u{308}nger",
  ])
  func `words are found in any case, without diacritics and inflected`(words: String) async throws {
    #expect(try await titles(words) == ["Genossenschaften gründen"])
  }

  @Test func `the beginning of a word is not the word`() async throws {
    #expect(try await titles("genoss").isEmpty)
    #expect(try await titles("gru").isEmpty)
  }

  @Test func `all words must be there`() async throws {
    #expect(try await titles("co op news") == ["Co-op news"])
    #expect(try await titles("co-op") == ["Co-op news"])
    #expect(try await titles("news leitfaden").isEmpty)
    #expect(try await titles("война") == ["Война и мир"])
  }

  @Test(arguments: [
    "", " ", "\"", "*", "\"\"", "()", "NEAR(", "AND", "OR NOT", "title:", "title:news", "-news",
    "^news", "{title text}: news", "a* b*", "'; DROP TABLE entry; --", "news\u{0}x", "\u{FFFF}",
    "🙂", "🏳️‍🌈 ß", "a\u{301}\u{301}\u{301}", "𞤀𞤁b", "नमस्ते", "x\"y", "%", "news\"*",
    String(repeating: "a ", count: 5000), String(repeating: "\"", count: 5000),
  ])
  func `no input makes a search fail`(words: String) async throws {
    _ = try await fixture.store.search(words, limit: 9)
    _ = try await fixture.store.search(words, at: .after(EntryID(rawValue: 0)), limit: 9)
  }

  @Test func `operators are only words`() async throws {
    #expect(try await titles("news OR leitfaden").isEmpty)
    #expect(try await titles("NOT news").isEmpty)
    #expect(try await titles("\"news\"") == ["Co-op news"])
  }
}
