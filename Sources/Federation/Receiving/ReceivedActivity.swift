import Foundation
import Model

/// An activity of an actor who has proven to have sent it.
struct ReceivedActivity: Sendable {
  let object: RemoteObject
  /// The actor, who is the signer.
  let actor: RemoteID
  /// The request's body, letter by letter.
  let body: [UInt8]
  /// What tells this request from every other.
  let signature: EntryKey
  let now: Date

  var type: String { object.type }
  var id: String? { object.id }

  /// What it is known by where it has no id of its own.
  var name: String { id ?? signature.uuidURN }

  /// The activity of this object, where it is written out.
  var inner: RemoteObject? { object.object("object") }
  /// The ids of what it is about.
  var objects: [String] { object.ids(of: "object") }

  /// What it was done to, where that is one thing.
  var target: String? { object.id(of: "object") }
}
