public import Model

/// Everything of ours that has an ActivityPub id.
///
/// Ids are written and read here only. They are this path behind the origin of the site, never carry
/// a host of their own in the store, and are read back as strictly as they are written.
public enum Address: Sendable, Hashable {
  case actor(Handle)
  case inbox(Handle)
  case sharedInbox
  case outbox(Handle)
  case followers(Handle)
  case following(Handle)
  /// The notes an actor pins.
  case featured(Handle)
  /// The hashtags an actor pins.
  case featuredTags(Handle)
  case note(NoteName)
  /// The activity with which a note came into the world.
  case create(NoteName)
  case replies(NoteName)
  case likes(NoteName)
  case shares(NoteName)
  /// The conversation a note belongs to.
  case context(NoteName)
  /// A boost; each actor that boosts an entry has its own.
  case announce(by: Handle, of: EntryID)
  /// Anything else an actor did; known as long as it is being sent.
  case activity(ActivityName)
  /// A key that an actor does not sign with any more.
  case formerKey(Handle, Int)

  /// The path, from `/ap/` on.
  public var path: String {
    switch self {
    case .actor(let handle): Self.base(handle)
    case .inbox(let handle): Self.base(handle) + "/inbox"
    case .sharedInbox: "/ap/inbox"
    case .outbox(let handle): Self.base(handle) + "/outbox"
    case .followers(let handle): Self.base(handle) + "/followers"
    case .following(let handle): Self.base(handle) + "/following"
    case .featured(let handle): Self.base(handle) + "/collections/featured"
    case .featuredTags(let handle): Self.base(handle) + "/collections/tags"
    case .note(let name): "/ap/notes/\(name)"
    case .create(let name): "/ap/notes/\(name)/activity"
    case .replies(let name): "/ap/notes/\(name)/replies"
    case .likes(let name): "/ap/notes/\(name)/likes"
    case .shares(let name): "/ap/notes/\(name)/shares"
    case .context(let name): "/ap/notes/\(name)/context"
    case .announce(let handle, let id): "/ap/announces/\(handle)-\(id)"
    case .activity(let name): "/ap/activities/\(name)"
    case .formerKey(let handle, let number): Self.base(handle) + "/keys/\(number)"
    }
  }

  private static func base(_ handle: Handle) -> String {
    handle == .instance ? "/ap/actor" : "/ap/users/\(handle)"
  }

  /// The id as others know it.
  public func url(at site: SiteProfile) -> String { site.origin + path }
}

extension Address {
  /// Reads what `path` writes, and nothing else: no query, no trailing slash, no escapes.
  public init?(path: String) {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard parts.count >= 3, parts[0].isEmpty, parts[1] == "ap" else { return nil }
    let rest = parts.dropFirst(3).joined(separator: "/")
    switch (parts[2], parts.count) {
    case ("inbox", 3): self = .sharedInbox
    case ("actor", _): self.init(of: .instance, rest, isBare: parts.count == 3)
    case ("users", 4...):
      guard let handle = Handle(parts[3]), handle != .instance else { return nil }
      let rest = parts.dropFirst(4).joined(separator: "/")
      self.init(of: handle, rest, isBare: parts.count == 4)
    case ("notes", 4...5):
      guard let name = NoteName(parts[3]) else { return nil }
      self.init(of: name, parts.count == 5 ? parts[4] : nil)
    case ("announces", 4): self.init(announce: parts[3])
    case ("activities", 4):
      guard let name = ActivityName(parts[3]) else { return nil }
      self = .activity(name)
    default: return nil
    }
  }

  private init?(of handle: Handle, _ rest: String, isBare: Bool) {
    switch rest {
    case "" where isBare: self = .actor(handle)
    case "inbox": self = .inbox(handle)
    case "outbox": self = .outbox(handle)
    case "followers": self = .followers(handle)
    case "following": self = .following(handle)
    case "collections/featured": self = .featured(handle)
    case "collections/tags": self = .featuredTags(handle)
    case let key where key.hasPrefix("keys/"):
      guard let number = Int(key.dropFirst(5)), number > 0, key == "keys/\(number)" else {
        return nil
      }
      self = .formerKey(handle, number)
    default: return nil
    }
  }

  private init?(of name: NoteName, _ part: String?) {
    switch part {
    case nil: self = .note(name)
    case "activity": self = .create(name)
    case "replies": self = .replies(name)
    case "likes": self = .likes(name)
    case "shares": self = .shares(name)
    case "context": self = .context(name)
    default: return nil
    }
  }

  private init?(announce name: String) {
    let parts = name.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, let handle = Handle(String(parts[0])),
      let id = EntryID(String(parts[1]))
    else { return nil }
    self = .announce(by: handle, of: id)
  }
}

extension Address {
  /// Whether activities would be sent here.
  public var isInbox: Bool {
    switch self {
    case .inbox, .sharedInbox: true
    default: false
    }
  }

  /// The path of the page that shows a person what stands here; `nil` for inboxes.
  public var htmlTwin: String? {
    switch self {
    case .inbox, .sharedInbox: nil
    case .actor(let handle), .outbox(let handle), .followers(let handle), .following(let handle),
      .featured(let handle), .featuredTags(let handle), .formerKey(let handle, _):
      Self.page(of: handle)
    case .activity: Self.page(of: .instance)
    case .note(let name), .create(let name), .replies(let name), .likes(let name),
      .shares(let name), .context(let name):
      Self.page(of: name)
    case .announce(_, let id): Self.page(of: .entry(id))
    }
  }

  /// The path of an actor's page, which is the `url` of the actor.
  public static func page(of handle: Handle) -> String {
    handle == .instance ? "/about" : "/@\(handle)"
  }

  /// The path of a note's page, which is the `url` of the note.
  public static func page(of name: NoteName) -> String {
    switch name {
    case .entry(let id): "/e/\(id)"
    case .introduction(let handle): page(of: handle)
    }
  }
}
