import Model
import Testing

@testable import Feeds

/// Persons as RSS names them.
@Suite struct PersonReaderTests {
  static let cases: [(text: String, name: String?, email: String?)] = [
    ("ada@example.coop (Ada L.)", "Ada L.", "ada@example.coop"),
    ("Ada L. <ada@example.coop>", "Ada L.", "ada@example.coop"),
    ("Ada L. (ada@example.coop)", "Ada L.", "ada@example.coop"),
    ("mailto:ada@example.coop", nil, "ada@example.coop"),
    ("Ada L.", "Ada L.", nil),
    ("\"Ada\" ada@example.coop", "Ada", "ada@example.coop"),
  ]

  @Test(arguments: cases)
  func `name and address are told apart`(text: String, name: String?, email: String?) {
    #expect(PersonReader.person(text) == Person(name: name, email: email))
  }

  @Test func `blank text names nobody`() {
    #expect(PersonReader.person(" \n") == nil)
  }
}
