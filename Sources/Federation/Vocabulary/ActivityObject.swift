import struct Foundation.Date

/// What an actor did.
struct ActivityObject: Sendable, Encodable {
  enum Kind: String, Sendable, Encodable {
    case create = "Create"
    case announce = "Announce"
  }

  enum Object: Sendable, Encodable {
    case note(NoteObject)
    case id(String)

    func encode(to encoder: any Encoder) throws {
      switch self {
      case .note(let note): try note.encode(to: encoder)
      case .id(let id):
        var container = encoder.singleValueContainer()
        try container.encode(id)
      }
    }
  }

  var context: LinkedDataContext?
  var id: String
  var type: Kind
  var actor: String
  var published: Date
  var to: [String]
  var cc: [String]
  var object: Object

  private enum CodingKeys: String, CodingKey {
    case context = "@context"
    case id, type, actor, published, to, cc, object
  }
}
