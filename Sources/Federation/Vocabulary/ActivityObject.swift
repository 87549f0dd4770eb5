import struct Foundation.Date

/// What an actor did.
struct ActivityObject: Sendable, Encodable {
  enum Kind: String, Sendable, Encodable {
    case create = "Create"
    case announce = "Announce"
    case update = "Update"
    case delete = "Delete"
    case undo = "Undo"
    case follow = "Follow"
    case move = "Move"
    case accept = "Accept"
    case reject = "Reject"
  }

  enum Object: Sendable, Encodable {
    case note(NoteObject)
    case actor(ActorObject)
    case tombstone(Tombstone)
    indirect case activity(ActivityObject)
    /// What somebody else asked for.
    case request(RequestObject)
    case id(String)

    func encode(to encoder: any Encoder) throws {
      switch self {
      case .note(let note): try note.encode(to: encoder)
      case .actor(let actor): try actor.encode(to: encoder)
      case .tombstone(let tombstone): try tombstone.encode(to: encoder)
      case .activity(let activity): try activity.encode(to: encoder)
      case .request(let request): try request.encode(to: encoder)
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
  /// Where a moving actor moves to.
  var target: String?
  /// What was made because of it.
  var result: String?

  private enum CodingKeys: String, CodingKey {
    case context = "@context"
    case id, type, actor, published, to, cc, object, target, result
  }
}
