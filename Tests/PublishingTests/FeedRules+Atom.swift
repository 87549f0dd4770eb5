import Markup

extension FeedRules {
  static let linkRule = Rule(
    checks: [.empty], isRepeatable: true,
    attributes: [
      "rel": [.relation], "type": [.mediaType], "href": [.reference], "title": [.filled, .plain],
      "length": [.count], "hreflang": [.language],
    ], required: ["href"])

  private static let text: [FeedValue] = [.filled, .plain]
  private static let date: [FeedValue] = [.tight, .rfc3339]

  private static let metadata: [String: Rule] = [
    "atom:id": Rule(checks: [.tight, .canonical]),
    "atom:title": Rule(checks: text, attributes: ["type": [.textType]]),
    "atom:subtitle": Rule(checks: text, attributes: ["type": [.textType]]),
    "atom:rights": Rule(checks: text, attributes: ["type": [.textType]]),
    "atom:updated": Rule(checks: date),
    "atom:icon": Rule(checks: [.filled, .tight, .reference]),
    "atom:logo": Rule(checks: [.filled, .tight, .reference]),
    "atom:generator": Rule(
      checks: text, attributes: ["uri": [.reference], "version": []]),
    "atom:link": linkRule,
    "atom:author": Rule(checks: [], isRepeatable: true),
    "atom:contributor": Rule(checks: [], isRepeatable: true),
    "atom:category": category,
  ]

  private static let category = Rule(
    checks: [], isRepeatable: true,
    attributes: ["term": [.filled], "scheme": [.fullReference], "label": [.plain]],
    required: ["term"])

  private static let entry: [String: Rule] = [
    "atom:id": Rule(checks: [.tight, .canonical]),
    "atom:title": Rule(checks: text, attributes: ["type": [.textType]]),
    "atom:rights": Rule(checks: text, attributes: ["type": [.textType]]),
    "atom:published": Rule(checks: date),
    "atom:updated": Rule(checks: date),
    "atom:summary": Rule(checks: [.filled, .html], attributes: ["type": [.textType]]),
    "atom:content": Rule(checks: [.filled, .html], attributes: ["type": [.textType]]),
    "atom:link": linkRule,
    "atom:author": Rule(checks: [], isRepeatable: true),
    "atom:contributor": Rule(checks: [], isRepeatable: true),
    "atom:category": category,
    "atom:source": Rule(checks: []),
  ]

  private static let person: [String: Rule] = [
    "atom:name": Rule(checks: [.filled, .plain, .mailless]),
    "atom:uri": Rule(checks: [.filled, .tight, .reference]),
    "atom:email": Rule(checks: [.mailbox]),
  ]

  mutating func checkAtom(_ feed: Document.Element) {
    var rules = Self.metadata
    rules["atom:entry"] = Rule(checks: [], isRepeatable: true)
    checkChildren(of: feed, rules)
    checkMetadata(feed)
    checkSelf(of: feed)
    if let first = feed.children.firstIndex(where: { $0.name == "entry" }),
      feed.children[first...].contains(where: { $0.name != "entry" })
    {
      note("MisplacedMetadata", "feed")
    }
    var ids: Set<String> = []
    for entry in feed.all("entry") {
      check(entry, of: feed)
      if !ids.insert(entry.text(of: "id") ?? "").inserted { note("DuplicateEntries", "id") }
    }
  }

  private mutating func check(_ entry: Document.Element, of feed: Document.Element) {
    checkChildren(of: entry, Self.entry)
    require(["atom:id", "atom:title", "atom:updated"], in: entry)
    checkPeople(in: entry)
    checkAlternates(of: entry)
    let hasAuthor = [entry, feed, entry.first("source")].contains { $0?.first("author") != nil }
    if !hasAuthor { note("MissingElement", "entry/author") }
    if entry.first("content") == nil {
      if entry.first("summary") == nil { note("MissingTextualContent", "entry") }
      if !entry.all("link").contains(where: { ($0.value("rel") ?? "alternate") == "alternate" }) {
        note("MissingContentOrAlternate", "entry")
      }
    }
    let history = ["current", "first", "last", "next", "previous", "prev-archive", "next-archive"]
    for link in entry.all("link") where history.contains(link.value("rel") ?? "") {
      note("FeedHistoryRelInEntry", link.value("rel") ?? "")
    }
    for source in entry.all("source") {
      checkChildren(of: source, Self.metadata)
      checkMetadata(source)
    }
  }

  private mutating func checkMetadata(_ feed: Document.Element) {
    require(["atom:id", "atom:title", "atom:updated"], in: feed)
    checkPeople(in: feed)
    checkAlternates(of: feed)
  }

  private mutating func checkPeople(in element: Document.Element) {
    for person in element.all("author") + element.all("contributor") {
      checkChildren(of: person, Self.person)
      require(["atom:name"], in: person)
    }
  }

  private mutating func checkAlternates(of element: Document.Element) {
    var seen: Set<[String?]> = []
    for link in element.all("link") where (link.value("rel") ?? "alternate") == "alternate" {
      if !seen.insert([link.value("type"), link.value("hreflang")]).inserted {
        note("DuplicateAtomLink", element.name)
      }
    }
  }

  mutating func checkSelf(of feed: Document.Element) {
    let links = feed.all("link").filter { $0.value("rel") == "self" }
    if links.isEmpty { note("MissingSelf", feed.name) }
    for link in links {
      if link.value("href") != address { note("SelfDoesntMatchLocation", feed.name) }
      let types = ["application/atom+xml", "application/rss+xml", "application/rdf+xml"]
      if let type = link.value("type"), !types.contains(type) { note("SelfNotAtom", type) }
    }
  }
}
