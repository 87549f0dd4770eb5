import Markup

extension FeedRules {
  private static let channel: [String: Rule] = [
    "title": Rule(checks: [.filled, .plainRSS]),
    "link": Rule(checks: [.fullReference]),
    "description": Rule(checks: [.plainRSS]),
    "language": Rule(checks: [.language]),
    "copyright": Rule(checks: [.plainRSS]),
    "managingEditor": Rule(checks: [.mailboxWithName, .plainRSS]),
    "webMaster": Rule(checks: [.mailboxWithName, .plainRSS]),
    "lastBuildDate": Rule(checks: [.rfc822]),
    "pubDate": Rule(checks: [.rfc822]),
    "generator": Rule(checks: []),
    "docs": Rule(checks: [.fullReference]),
    "ttl": Rule(checks: [.positiveCount]),
    "atom:link": linkRule,
    "item": Rule(checks: [], isRepeatable: true),
  ]

  private static let item: [String: Rule] = [
    "title": Rule(checks: [.filled, .plainRSS]),
    "link": Rule(checks: [.fullReference]),
    "guid": Rule(checks: [.filled, .guid], attributes: ["isPermaLink": [.boolean]]),
    "pubDate": Rule(checks: [.rfc822]),
    "category": Rule(
      checks: [.filled, .plainRSS], isRepeatable: true, attributes: ["domain": []]),
    "comments": Rule(checks: [.fullReference]),
    "source": Rule(checks: [.plainRSS], attributes: ["url": [.fullReference]], required: ["url"]),
    "enclosure": Rule(
      checks: [.empty],
      attributes: ["url": [.download], "length": [.count], "type": [.mediaType]],
      required: ["url", "length", "type"]),
    "description": Rule(checks: [.html, .absolute]),
    "content:encoded": Rule(checks: [.html, .absolute]),
    "dc:creator": Rule(checks: [], isRepeatable: true),
    "media:content": Rule(
      checks: [.empty], isRepeatable: true,
      attributes: ["url": [.fullReference], "medium": [.medium], "type": [.mediaType]]),
  ]

  mutating func checkRSS(_ rss: Document.Element) {
    if rss.value("version") != "2.0" { note("InvalidRSSVersion", rss.value("version") ?? "none") }
    checkChildren(of: rss, ["channel": Rule(checks: [])])
    guard let channel = rss.first("channel") else { return note("MissingElement", "rss/channel") }
    checkChildren(of: channel, Self.channel)
    require(["title", "link", "description", "language"], in: channel)
    checkSelf(of: atomLinks(of: channel))
    if let first = channel.children.firstIndex(where: { $0.name == "item" }),
      channel.children[first...].contains(where: { $0.name != "item" && $0.namespace == nil })
    {
      note("MisplacedItem", "channel")
    }
    var ids: Set<String> = []
    for item in channel.all("item") {
      check(item)
      if !ids.insert(item.text(of: "guid") ?? "").inserted { note("DuplicateValue", "guid") }
    }
  }

  private mutating func check(_ item: Document.Element) {
    checkChildren(of: item, Self.item)
    let names = item.children.map(Self.name)
    if !names.contains("guid") { note("MissingGuid", "item") }
    if !names.contains("title"), !names.contains("description") {
      note("ItemMustContainTitleOrDescription", "item")
    }
    if let content = names.firstIndex(of: "content:encoded"),
      !names[..<content].contains("description")
    {
      note("NeedDescriptionBeforeContent", "item")
    }
    if names.contains("author"), names.contains("dc:creator") {
      note("DuplicateItemSemantics", "item")
    }
  }

  /// The channel with nothing but its links in Atom's vocabulary.
  private func atomLinks(of channel: Document.Element) -> Document.Element {
    var links = channel
    links.children = channel.children.filter { Self.name(of: $0) == "atom:link" }
    return links
  }
}
