import ArgumentParser
import Testing

@testable import coopwire

/// Whom operators mean, however they write it.
@Suite struct SubjectTests {
  @Test(
    arguments: [
      ("Spam.Example", "spam.example"), ("spam.example.", "spam.example"),
      (" spam.example ", "spam.example"), ("https://spam.example", "spam.example"),
      ("HTTPS://Spam.example/", "spam.example"), ("spam.example:8443", "spam.example:8443"),
      ("bücher.example", "xn--bcher-kva.example"),
      ("https://A.example/users/Bob", "https://a.example/users/Bob"),
      ("https://a.example/?author=1", "https://a.example/?author=1"),
    ])
  func `a host is meant however it was copied`(text: String, name: String) throws {
    #expect(try Subject.parse([text]).name() == name)
    #expect(Subject.isHost(name) == !name.contains("//"))
  }

  @Test(
    arguments: [
      "spam", "@ada@a.example", "a.example/users", "a b.example", "", ".", "a..example",
      "ftp://a.example/b", "https://", "https://a.example/ä", "a.example:x", "https://spam/users",
    ])
  func `what is neither host nor id is none`(text: String) throws {
    let subject = try Subject.parse([text])
    #expect(throws: (any Error).self) { try subject.name() }
  }
}
