import Model
import Testing

@Suite struct PhraseFilterTests {
  private func filter(include: [String] = [], exclude: [String] = []) -> PhraseFilter {
    var subscription = Subscription(feedURL: "https://a.example/feed", title: "A")
    subscription.include = include
    subscription.exclude = exclude
    return PhraseFilter(subscription)
  }

  private func arrival(
    title: String = "", text: String = "", category: Model.Category? = nil, author: String? = nil
  ) -> Arrival {
    var entry = Entry()
    entry.categories = category.map { [$0] } ?? []
    entry.authors = author.map { [Person(name: $0)] } ?? []
    return Arrival(entry: entry, title: title, excerpt: "", text: text)
  }

  @Test func `without phrases everything is taken in`() {
    #expect(filter().admits(arrival()))
    #expect(filter(include: ["", "  "], exclude: ["\n"]).admits(arrival(title: "A")))
  }

  @Test func `one wanted phrase is enough, and one is needed`() {
    let filter = filter(include: ["Genossenschaft", "co-op"])
    #expect(filter.admits(arrival(title: "Our new co-op")))
    #expect(filter.admits(arrival(text: "die Wohnungsgenossenschaften")))
    #expect(!filter.admits(arrival(title: "Football")))
    #expect(!filter.admits(arrival()))
  }

  @Test func `one unwanted phrase is enough to stay out, wanted or not`() {
    let filter = filter(include: ["co-op"], exclude: ["job offer"])
    #expect(filter.admits(arrival(title: "A co-op")))
    #expect(!filter.admits(arrival(title: "A co-op", text: "A Job\n  Offer.")))
  }

  @Test func `title, text, categories and authors are looked at`() {
    let filter = filter(include: ["wohnen"])
    #expect(filter.admits(arrival(title: "Wohnen")))
    #expect(filter.admits(arrival(text: "Gutes Wohnen.")))
    #expect(filter.admits(arrival(category: Category(term: "wohnen"))))
    #expect(filter.admits(arrival(category: Category(term: "17", label: "Wohnen"))))
    #expect(filter.admits(arrival(author: "Team Wohnen")))
  }

  @Test(arguments: [
    ("CAFÉ", "im cafe\u{301} um acht"), ("cafe", "Im CAFÉ"), ("uber", "Über uns"),
    ("SÃO  Paulo", "in sao\u{a0}paulo"), ("Ｃｏｏｐ", "the coop"),
  ])
  func `case, diacritics, widths and blanks do not matter`(phrase: String, text: String) {
    #expect(filter(include: [phrase]).admits(arrival(text: text)))
    #expect(!filter(exclude: [phrase]).admits(arrival(text: text)))
  }

  @Test func `a phrase does not reach from one field into the next`() {
    #expect(!filter(include: ["new work"]).admits(arrival(title: "Brand new", text: "work")))
  }
}
