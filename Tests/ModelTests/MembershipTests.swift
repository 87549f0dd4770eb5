import Model
import Testing

@Suite struct MembershipTests {
  private func standing(
    _ change: (inout Subscription) -> Void = { _ in }
  ) -> Membership.Standing {
    var subscription = Subscription(feedURL: "https://a.example/feed", title: "A")
    subscription.folders = [["Wohnen"], ["Arbeit", "IT"]]
    change(&subscription)
    let folders = [
      Folder(path: ["Wohnen"], slug: "wohnen"), Folder(path: ["Arbeit"], slug: "arbeit"),
      Folder(path: ["Arbeit", "IT"], slug: "arbeit-it"),
    ]
    return Membership.Standing(source: Sample.source, subscription: subscription, folders: folders)
  }

  private func keys(
    _ teller: Membership.Standing, language: String? = nil, categories: [Model.Category] = [],
    isListed: Bool = true
  ) -> [String] {
    let lists = Membership.lists(
      language: language, categories: categories, isListed: isListed, teller: teller)
    return (lists + Membership.outboxes(of: teller, isListed: isListed)).map(\.key)
  }

  @Test func `an entry stands in its source, the river, its folders and the outboxes`() {
    #expect(
      Set(keys(standing())) == [
        "source:1", "river", "folder:wohnen", "folder:arbeit-it", "outbox", "outbox:source:1",
        "outbox:folder:wohnen", "outbox:folder:arbeit-it",
      ])
  }

  @Test func `a language gives every list but tags and outboxes a twin`() {
    let keys = keys(standing(), language: "de-AT", categories: [Category(term: "Haus")])
    #expect(keys.contains("river?lang=de") && keys.contains("source:1?lang=de"))
    #expect(keys.contains("folder:wohnen?lang=de"))
    #expect(keys.count(where: { $0.contains("?lang=") }) == 4)
    #expect(keys.contains("tag:haus"))
  }

  @Test func `what is not listed stands with its source alone`() {
    let keys = keys(standing(), categories: [Category(term: "Haus")], isListed: false)
    #expect(Set(keys) == ["source:1", "outbox:source:1"])
  }

  @Test func `who is off the Fediverse, or speaks there itself, has no outbox`() {
    let off = keys(standing { $0.federation = .off })
    let own = keys(standing { $0.account = "@a@a.example" })
    #expect(off == own)
    #expect(!off.contains { $0.hasPrefix("outbox") })
    #expect(keys(standing { $0.federation = .unlisted }).contains("outbox"))
  }

  @Test func `a retelling stands in its own source and folders, and is not boosted again`() {
    let lists = Membership.lists(ofRetelling: standing(), language: "fr", isListed: true)
    #expect(
      Set(lists.map(\.key)) == [
        "source:1", "source:1?lang=fr", "folder:wohnen", "folder:wohnen?lang=fr",
        "folder:arbeit-it", "folder:arbeit-it?lang=fr",
      ])
    let unlisted = Membership.lists(ofRetelling: standing(), language: nil, isListed: false)
    #expect(unlisted.map(\.key) == ["source:1"])
  }

  @Test func `a tag is named once, by its label or else its term`() {
    let keys = keys(
      standing(),
      categories: [
        Category(term: "7", label: "Open Source"), Category(term: "open source"),
        Category(term: "Haus"), Category(term: "…"), Category(),
      ])
    #expect(keys.filter { $0.hasPrefix("tag:") } == ["tag:haus", "tag:open-source"])
  }

  @Test func `ten thousand tags are thirty-two`() {
    let categories = (0..<10_000).map { Category(term: "t\($0)") }
    #expect(keys(standing(), categories: categories).count { $0.hasPrefix("tag:") } == 32)
  }

  @Test func `no list has two names, and no two lists have one`() {
    let scopes: [EntryList.Scope] = [
      .river, .folder("1"), .source(Sample.source), .tag("1"), .outbox(.merged),
      .outbox(.source(Sample.source)), .outbox(.folder("1")),
    ]
    let lists = scopes.flatMap { [EntryList($0), EntryList($0, language: "de")] }
    #expect(Set(lists.map(\.key)).count == lists.count)
  }

  @Test(arguments: [
    ("de", "de"), ("de-AT", "de"), ("PT_br", "pt"), ("ast", "ast"), ("", nil), ("d", nil),
    ("german", nil), ("ру", nil), ("x-klingon", nil), ("-de", nil),
  ])
  func `the primary subtag is the language alone`(tag: String, expected: String?) {
    #expect(Membership.primarySubtag(tag) == expected)
  }
}
