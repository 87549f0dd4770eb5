/// A collection, or a page of one (ActivityStreams section 5).
struct CollectionObject: Sendable, Encodable {
  enum Kind: String, Sendable, Encodable {
    case collection = "Collection"
    case ordered = "OrderedCollection"
    case orderedPage = "OrderedCollectionPage"
  }

  var context: LinkedDataContext?
  var id: String
  var type: Kind
  var totalItems: Int
  var first: String?
  var last: String?
  var partOf: String?
  var next: String?
  var prev: String?
  var items: [Item]?
  var orderedItems: [Item]?

  enum Item: Sendable, Encodable {
    case id(String)
    case note(NoteObject)
    case activity(ActivityObject)

    func encode(to encoder: any Encoder) throws {
      switch self {
      case .id(let id):
        var container = encoder.singleValueContainer()
        try container.encode(id)
      case .note(let note): try note.encode(to: encoder)
      case .activity(let activity): try activity.encode(to: encoder)
      }
    }
  }

  private enum CodingKeys: String, CodingKey {
    case context = "@context"
    case id, type, totalItems, first, last, partOf, next, prev, items, orderedItems
  }
}
