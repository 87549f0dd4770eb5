/// A piece of somebody else's JSON; what is of another type than asked for is taken as absent.
enum RemoteValue: Sendable, Hashable {
  case object([String: RemoteValue])
  case list([RemoteValue])
  case text(String)
  case number(Double)
  case flag(Bool)
  case null

  /// The items of a list; anything else stands for a list of itself, as ActivityStreams has it.
  var items: [RemoteValue] {
    switch self {
    case .list(let values): values
    case .null: []
    default: [self]
    }
  }

  var text: String? {
    if case .text(let text) = self { text } else { nil }
  }

  /// The id it is, or the id of the object it is.
  var id: String? {
    switch self {
    case .text(let text): text
    case .object(let members): members["id"]?.text
    default: nil
    }
  }

  var embedded: RemoteObject? {
    if case .object(let members) = self { RemoteObject(members: members) } else { nil }
  }
}
