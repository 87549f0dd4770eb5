import Model

/// One of our actors.
struct LocalActor: Sendable, Hashable {
  enum Role: Sendable, Hashable {
    /// The server itself.
    case instance
    /// Boosts what every source tells.
    case merged
    /// An unofficial mirror of one source.
    case source(Source)
    /// Boosts what the sources of a folder tell.
    case folder(Folder)
  }

  var handle: Handle
  var role: Role
  /// The id of the account it has moved to; then it says nothing any more.
  var movedTo: String?

  /// The list its outbox shows; the server itself says nothing, nor does a folder that is not listed any
  /// more, whose slug may be another's by now.
  var list: EntryList? {
    switch role {
    case .instance: nil
    case .merged: EntryList(.outbox(.merged))
    case .source(let source): EntryList(.outbox(.source(source.id)))
    case .folder(let folder):
      folder.retired == nil ? EntryList(.outbox(.folder(folder.slug))) : nil
    }
  }

  /// Whether it speaks by boosting what others said.
  var boosts: Bool {
    switch role {
    case .merged, .folder: true
    case .instance, .source: false
    }
  }

  /// Whether it speaks for the newswire, and not for a source.
  var isOurOwn: Bool {
    if case .source = role { false } else { true }
  }

  func name(at site: SiteProfile) -> String {
    switch role {
    case .instance, .merged: site.name
    case .source(let source): source.title
    case .folder(let folder): site.name + ": " + folder.path.joined(separator: " / ")
    }
  }

  /// The path of its Atom feed.
  var feedPath: String? {
    switch role {
    case .instance: nil
    case .merged: "/feed.atom"
    case .source: "/@\(handle)/feed.atom"
    case .folder(let folder): folder.retired == nil ? "/c/\(folder.slug)/feed.atom" : nil
    }
  }

  /// Whether a source asked not to be mirrored.
  static func isOptedOut(_ source: Source) -> Bool {
    if case .optedOut? = source.obstacle { true } else { false }
  }

  /// Whether what a source says may be told by anybody.
  static func mayTell(_ source: Source) -> Bool {
    source.subscription.federation != .off && !isOptedOut(source)
  }

  /// Whether a source's entries are told by an actor of ours.
  ///
  /// One that the operator keeps off the Fediverse has none, nor one that has an account of its own.
  static func mirrors(_ source: Source) -> Bool {
    source.subscription.federation != .off && source.subscription.account == nil
  }
}
