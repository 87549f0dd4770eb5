import Markup

/// The names of elements and attributes that mean something in a feed, whatever their namespace.
enum FeedWord: UInt8, CaseIterable {
  case rss = 1
  case rdf, feed, channel, item, entry, source, image, group, content
  case author, contributor, managingeditor, webmaster, creator, owner, publisher
  case name, email, uri, url, homepage, title, link, guid, id, identifier, about, resource
  case description, summary, subtitle, tagline, abstract, encoded, body, fullitem, info
  case copyright, rights, language, generator, generatoragent, icon, logo
  case published, pubdate, issued, date, created, updated, modified, lastbuilddate
  case category, subject, keywords, enclosure, thumbnail, duration
  case comments, commentrss, ttl, skiphours, hour, skipdays, day
  case updateperiod, updatefrequency, cloud, width, height
  case href, rel, type, hreflang, length, mode, src, term, scheme, label, domain, ispermalink
  case version, medium, text, port, path, origlink, peerlink

  static let numbers = Dictionary(uniqueKeysWithValues: allCases.map { ("\($0)", $0.rawValue) })
}

extension XMLElement {
  /// The value of an attribute without namespace; `nil` also where it is blank.
  subscript(_ word: FeedWord) -> String? {
    trimmed(word.rawValue)
  }

  /// The value of an attribute of any namespace.
  func any(_ word: FeedWord) -> String? {
    guard let value = any(word.rawValue)?.trimmed, !value.isEmpty else { return nil }
    return value
  }
}

extension String {
  /// Without the white space around it.
  var trimmed: String {
    guard let first = utf8.first, let last = utf8.last else { return self }
    if first > 32, last > 32 { return self }
    let start = utf8.firstIndex { $0 > 32 } ?? endIndex
    let end = utf8.lastIndex { $0 > 32 }.map { utf8.index(after: $0) } ?? start
    return String(self[start..<end])
  }
}
