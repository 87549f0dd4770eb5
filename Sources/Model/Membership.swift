/// The lists an entry stands in; no I/O.
public enum Membership {
  /// What decides where an entry of a source is listed.
  public struct Standing: Sendable, Hashable {
    public var source: Source.ID
    /// The slugs of the folders the source stands in.
    public var folders: [String]
    public var federation: Subscription.FederationPolicy
    /// Whether the source has an account of its own and so needs no mirror actor.
    public var speaksForItself: Bool
    /// Whether its mirror actor is gone for ever; what that told is gone with it.
    public var hasEnded = false
    /// The names of the actors of its folders.
    public var folderHandles: [String]

    public init(source: Source.ID, subscription: Subscription, folders: [Folder]) {
      self.source = source
      let folders = folders.filter { subscription.folders.contains($0.path) }
      self.folders = folders.map(\.slug)
      folderHandles = folders.compactMap(\.handle)
      federation = subscription.federation
      speaksForItself = subscription.account != nil
    }
  }

  /// The lists of an entry that `teller` shows, outboxes aside.
  ///
  /// - Parameter isListed: whether the entry appears outside its source's own list.
  public static func lists(
    language: String?, categories: [Category], isListed: Bool, teller: Standing
  ) -> [EntryList] {
    var scopes: [EntryList.Scope] = [.source(teller.source)]
    if isListed { scopes += [.river] + teller.folders.map(EntryList.Scope.folder) }
    var lists = inEveryLanguage(scopes, language)
    if isListed { lists += tags(of: categories).map { EntryList(.tag($0)) } }
    return lists
  }

  /// The lists in which an entry stands because a further source, `teller`, tells it too.
  public static func lists(
    ofRetelling teller: Standing, language: String?, isListed: Bool
  ) -> [EntryList] {
    var scopes: [EntryList.Scope] = [.source(teller.source)]
    if isListed { scopes += teller.folders.map(EntryList.Scope.folder) }
    return inEveryLanguage(scopes, language)
  }

  /// Further categories of an entry name no list: a document may hold any number of them.
  private static let tagLimit = 32

  private static func tags(of categories: [Category]) -> [String] {
    var seen: Set<String> = []
    for category in categories where seen.count < tagLimit {
      guard let tag = TagName(category.label ?? category.term ?? "") else { continue }
      seen.insert(tag.description)
    }
    return seen.sorted()
  }

  private static func inEveryLanguage(
    _ scopes: [EntryList.Scope], _ language: String?
  ) -> [EntryList] {
    let primary = language.flatMap(primarySubtag)
    return scopes.flatMap { scope in
      [EntryList(scope)] + (primary.map { [EntryList(scope, language: $0)] } ?? [])
    }
  }

  /// The outboxes an entry stands in whose first teller is `author`; none where it or whoever's words are
  /// shown is kept off the Fediverse.
  ///
  /// - Parameters:
  ///   - shown: the source whose words are shown, where that is another one by now.
  ///   - isNative: whether the source has told it on the Fediverse itself; that post is boosted then.
  ///   - isTold: whether the source's actor has told it already, and so has to stand by it.
  public static func outboxes(
    of author: Standing, showing shown: Standing? = nil, isListed: Bool, isNative: Bool = false,
    isTold: Bool = false
  ) -> [EntryList] {
    guard author.federation != .off, shown?.federation != .off else { return [] }
    let isMirrored = !author.hasEnded && (isTold || !author.speaksForItself && !isNative)
    let own = isMirrored ? [EntryList(.outbox(.source(author.source)))] : []
    guard isListed, isMirrored || isNative else { return own }
    let folders = author.folders.map { EntryList(.outbox(.folder($0))) }
    return own + [EntryList(.outbox(.merged))] + folders
  }

  /// The language without its region: `de` of `de-AT`.
  public static func primarySubtag(_ language: String) -> String? {
    let subtag = language.prefix { $0 != "-" && $0 != "_" }.lowercased()
    let isLanguage =
      (2...3).contains(subtag.count) && subtag.allSatisfy { $0.isASCII && $0.isLetter }
    return isLanguage ? subtag : nil
  }
}
