import Foundation
import Markup
import Model

/// What has been read so far of a feed, an entry or a source: the fields that all of them have.
struct FeedDraft {
  /// Fields of which an element of lower rank takes precedence.
  enum Field: Int {
    case title, summary, rights, id, url, language, published, updated, generator, picture
    case author
  }

  var id: String?
  var idIsPermalink = false
  var url: String?
  var feedURL: String?
  var title: Text?
  var summary: Text?
  var content: [Entry.Content] = []
  var rights: Text?
  var language: String?
  var published: Date?
  var updated: Date?
  var authors: [Person] = []
  var contributors: [Person] = []
  var categories: [Model.Category] = []
  var links: [Link] = []
  var enclosures: [Entry.Enclosure] = []
  var media: [Entry.Media] = []
  var thumbnails: [Entry.Thumbnail] = []
  var icon: String?
  var image: Image?
  var picture: String?
  var generator: Feed.Generator?
  var commentsURL: String?
  var commentsFeedURL: String?
  var duration: Int?
  var origin: Entry.Origin?
  private var ranks = SIMD16<UInt8>(repeating: .max)

  /// Whether an element of this rank may set a field; the first of equals stays.
  mutating func claims(_ field: Field, _ rank: UInt8) -> Bool {
    guard rank < ranks[field.rawValue] else { return false }
    ranks[field.rawValue] = rank
    return true
  }

  /// Adds an author unless a better kind of element has named some; what is known of the same person is put together.
  mutating func add(author: consuming Person, rank: UInt8) {
    // `author` and `dc:creator` complete each other, the others stand in.
    let known = ranks[Field.author.rawValue]
    guard rank <= max(known, 1) else { return }
    if known != .max, known > 1, rank < known { authors = [] }
    ranks[Field.author.rawValue] = min(known, rank)
    Self.add(author, to: &authors)
  }

  /// Each person is compared with all before: nobody names more, and an attack must not take quadratic time.
  private static let personLimit = 100

  static func add(_ person: consuming Person, to people: inout [Person]) {
    guard !people.isEmpty else { return people.append(person) }
    let person = person
    let same = people.firstIndex {
      ($0.name != nil && $0.name == person.name) || ($0.email != nil && $0.email == person.email)
    }
    guard let same else {
      if people.count < personLimit { people.append(person) }
      return
    }
    people[same].name = people[same].name ?? person.name
    people[same].email = people[same].email ?? person.email
    people[same].url = people[same].url ?? person.url
  }
}
