public import Model

/// What a note is called in its address.
public enum NoteName: Sendable, Hashable, LosslessStringConvertible {
  /// An entry, told by its source's actor.
  case entry(EntryID)
  /// The note with which an actor that only boosts introduces itself.
  case introduction(Handle)

  private static let prefix = "intro-"

  public init?(_ description: String) {
    if let id = EntryID(description) {
      self = .entry(id)
    } else if description.hasPrefix(Self.prefix),
      let handle = Handle(String(description.dropFirst(Self.prefix.count)))
    {
      self = .introduction(handle)
    } else {
      return nil
    }
  }

  public var description: String {
    switch self {
    case .entry(let id): id.description
    case .introduction(let handle): Self.prefix + handle.description
    }
  }
}
