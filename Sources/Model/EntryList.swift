/// A list that entries stand in, newest first: what a page, a feed or an outbox shows.
///
/// Every list is written when an entry arrives and read along one index, whatever it lists.
public struct EntryList: Sendable, Hashable, Codable {
  public enum Scope: Sendable, Hashable, Codable {
    /// Everything.
    case river
    /// A folder of the operator's list, by its slug.
    case folder(String)
    /// Whatever a source tells, first or after others.
    case source(Source.ID)
    /// Entries filed under a tag (`TagName`).
    case tag(String)
    /// What an actor has in its outbox.
    case outbox(Outbox)
  }

  public enum Outbox: Sendable, Hashable, Codable {
    /// `@news`, which boosts every source's entries.
    case merged
    /// A source's own actor: the entries it told first.
    case source(Source.ID)
    /// The actor of a folder, by the folder's slug.
    case folder(String)
  }

  public var scope: Scope
  /// Only entries in this language: a primary subtag in lower case (BCP 47), such as `de`.
  public var language: String?

  public init(_ scope: Scope, language: String? = nil) {
    self.scope = scope
    self.language = language
  }

  public static let river = EntryList(.river)

  /// The name under which the store keeps the list; never shown to anybody.
  public var key: String {
    let name =
      switch scope {
      case .river: "river"
      case .folder(let slug): "folder:" + slug
      case .source(let id): "source:\(id)"
      case .tag(let tag): "tag:" + tag
      case .outbox(.merged): "outbox"
      case .outbox(.source(let id)): "outbox:source:\(id)"
      case .outbox(.folder(let slug)): "outbox:folder:" + slug
      }
    guard let language else { return name }
    return name + "?lang=" + language
  }
}

/// Which part of a list is wanted.
public enum ListPosition: Sendable, Hashable {
  case newest
  /// Entries older than this one.
  case before(EntryID)
  /// Entries newer than this one, the nearest to it.
  case after(EntryID)
}

/// A part of a list, newest first, and where to go on.
public struct EntryPage: Sendable, Hashable {
  public var entries: [IndexEntry]
  /// Whether there are entries older than the last one here.
  public var hasOlder: Bool
  /// Whether there are entries newer than the first one here.
  public var hasNewer: Bool

  public init(entries: [IndexEntry], hasOlder: Bool, hasNewer: Bool) {
    self.entries = entries
    self.hasOlder = hasOlder
    self.hasNewer = hasNewer
  }
}
