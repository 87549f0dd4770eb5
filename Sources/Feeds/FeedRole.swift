/// What an element means where it stands.
enum FeedRole: UInt8 {
  case none
  // Elements with elements inside.
  case rss, rdf, atom, feed, entry, source, origin, image, mediaGroup, topic, hours, days
  case author, contributor
  // Texts of feeds, entries and sources.
  case title, summary, content, rights
  case id, guid, link, originalLink, comments, commentsFeed, language, icon, logo, generator,
    generatorAddress
  case published, updated, date
  case category, keywords, mediaCategory
  // Empty elements that speak by their attributes.
  case enclosure, media, thumbnail, picture, mediaPicture, cloud
  // Parts of persons and images.
  case name, email, address, words, width, height
  case duration, ttl, hour, day, updatePeriod, updateFrequency
}

/// What the elements around an element make of its name.
enum FeedScope: UInt8, CaseIterable {
  case document, root, feed, entry, source, person, image, media, topic, hours, days
}

/// One line of the match table; the lower rank wins where several elements say the same.
struct FeedRule {
  var role: FeedRole
  var rank: UInt8
}
