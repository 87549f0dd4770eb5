/// The match table of all formats: scope, namespace and name of an element give its role.
struct FeedRules: Sendable {
  private typealias Line = ([FeedScope], [FeedSpace], [FeedWord], FeedRole, UInt8)

  private var table: [FeedRule]

  init() {
    table = Array(
      repeating: FeedRule(role: .none, rank: 0),
      count: FeedScope.allCases.count << 11)
    for (scopes, spaces, words, role, rank) in Self.structure + Self.texts + Self.facts {
      for scope in scopes {
        for space in spaces {
          for word in words {
            let place = Self.place(scope, space.rawValue, word.rawValue)
            table[place] = FeedRule(role: role, rank: rank)
          }
        }
      }
    }
  }

  subscript(_ scope: FeedScope, _ space: UInt8, _ word: UInt8) -> FeedRule {
    table[Self.place(scope, space, word)]
  }

  private static func place(_ scope: FeedScope, _ space: UInt8, _ word: UInt8) -> Int {
    Int(scope.rawValue) << 11 | Int(space & 15) << 7 | Int(word & 127)
  }

  private static let plain: [FeedSpace] = [.core, .atom, .oldAtom]
  private static let whole: [FeedScope] = [.feed, .entry, .source]
  private static let outer: [FeedScope] = [.feed, .entry]

  private static let structure: [Line] = [
    ([.document], [.core], [.rss], .rss, 0),
    ([.document], [.core, .rdf], [.rdf], .rdf, 0),
    ([.document], plain, [.feed], .atom, 0),
    ([.document, .root], [.core], [.channel], .feed, 0),
    ([.root, .feed], plain, [.item], .entry, 0),
    ([.document, .root, .feed], plain, [.entry], .entry, 0),
    ([.entry], [.atom, .oldAtom], [.source], .source, 0),
    ([.entry], [.core], [.source], .origin, 0),
    ([.root, .feed, .entry], [.core], [.image], .image, 0),
    ([.entry, .feed, .media], [.media], [.group], .mediaGroup, 0),
    ([.feed], [.core], [.skiphours], .hours, 0),
    ([.feed], [.core], [.skipdays], .days, 0),
    (whole, plain, [.author], .author, 0),
    (outer, [.core], [.managingeditor], .author, 0),
    (whole, [.dc], [.creator, .author], .author, 1),
    (outer, [.itunes, .play], [.author], .author, 2),
    ([.feed], [.itunes, .play], [.owner], .author, 3),
    ([.feed], [.core], [.webmaster], .author, 4),
    (whole, plain, [.contributor], .contributor, 0),
    (whole, [.dc], [.contributor], .contributor, 0),
  ]

  private static let texts: [Line] = [
    (whole, plain, [.title], .title, 0),
    (whole, [.dc], [.title], .title, 2),
    (outer, [.itunes], [.title], .title, 4),
    ([.entry, .media], [.media], [.title], .title, 6),
    (whole, plain, [.description, .subtitle, .tagline, .abstract], .summary, 0),
    (outer, plain, [.summary], .summary, 0),
    (outer, [.dc], [.description], .summary, 2),
    (outer, [.terms], [.abstract], .summary, 2),
    (outer, [.itunes, .play], [.summary, .description], .summary, 4),
    (outer, [.itunes], [.subtitle], .summary, 5),
    ([.entry, .media], [.media], [.description], .summary, 6),
    ([.entry], [.content], [.encoded], .content, 0),
    ([.entry], plain, [.content, .body, .fullitem], .content, 0),
    ([.entry], [.xhtml], [.body], .content, 0),
    (whole, plain, [.copyright, .rights], .rights, 0),
    (whole, [.dc, .terms], [.rights], .rights, 2),
  ]

  private static let facts: [Line] = [
    (whole, plain, [.id], .id, 0),
    (outer, [.core], [.guid], .guid, 0),
    (outer, [.dc, .terms], [.identifier], .id, 2),
    (whole, plain, [.link], .link, 0),
    ([.entry], [.feedburner], [.origlink], .originalLink, 0),
    ([.entry], [.core], [.comments], .comments, 0),
    ([.entry], [.wfw], [.commentrss], .commentsFeed, 0),
    (whole, [.core], [.language], .language, 0),
    (whole, [.dc, .terms], [.language], .language, 2),
    ([.feed, .source], plain, [.generator], .generator, 0),
    ([.feed], [.admin], [.generatoragent], .generatorAddress, 2),
    ([.feed, .source], plain, [.icon], .icon, 0),
    ([.feed, .source], plain, [.logo], .logo, 0),
    (outer, [.itunes, .play], [.image], .picture, 2),
    (outer, [.itunes], [.link], .picture, 3),
    ([.feed], [.media], [.thumbnail], .picture, 4),
    ([.feed], [.media], [.content], .mediaPicture, 5),
    (whole, plain, [.published, .pubdate, .issued], .published, 0),
    (whole, [.terms], [.issued], .published, 1),
    (whole, plain + [.terms], [.created], .published, 5),
    (whole, plain, [.updated, .modified, .lastbuilddate], .updated, 0),
    (whole, [.terms], [.modified], .updated, 1),
    (whole, [.dc, .terms], [.date], .date, 2),
    (whole, [.core], [.date], .date, 2),
    (whole, plain, [.category], .category, 0),
    (outer + [.topic], [.itunes, .play], [.category], .topic, 0),
    (whole, [.dc], [.subject], .category, 0),
    (outer + [.media], [.media], [.category], .mediaCategory, 0),
    (outer, [.itunes], [.keywords], .keywords, 0),
    ([.entry], [.core], [.enclosure], .enclosure, 0),
    ([.entry, .media], [.media], [.content, .peerlink], .media, 0),
    ([.entry, .media], [.media], [.thumbnail], .thumbnail, 0),
    ([.entry], [.itunes], [.duration], .duration, 0),
    ([.feed], [.core], [.ttl], .ttl, 0),
    ([.feed], [.core], [.cloud], .cloud, 0),
    ([.feed], [.syndication], [.updateperiod], .updatePeriod, 0),
    ([.feed], [.syndication], [.updatefrequency], .updateFrequency, 0),
    ([.hours], [.core], [.hour], .hour, 0),
    ([.days], [.core], [.day], .day, 0),
    ([.person], FeedSpace.allCases, [.name], .name, 0),
    ([.person], FeedSpace.allCases, [.email], .email, 0),
    ([.person], FeedSpace.allCases, [.uri, .url, .homepage], .address, 0),
    ([.image], [.core, .dc], [.title], .title, 0),
    ([.image], [.core], [.url], .address, 0),
    ([.image], [.core], [.link], .link, 0),
    ([.image], [.core], [.width], .width, 0),
    ([.image], [.core], [.height], .height, 0),
    ([.image], [.core, .dc], [.description], .summary, 0),
  ]
}
