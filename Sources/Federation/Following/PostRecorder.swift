import Foundation
import Model
import Store

/// Takes posts of followed accounts into the index, as entries of their sources.
struct PostRecorder: Sendable {
  let store: Store
  let allowsPlainHTTP: Bool
  let now: @Sendable () -> Date

  /// So many are judged at once; more that are new would pass for a site that was rebuilt.
  private static let batch = 10
  /// For so long a post that was looked at is not fetched again, in seconds.
  static let memory: TimeInterval = 30 * 86_400
  private static let owner = "following"

  /// What came with one look at an account.
  struct Harvest: Sendable {
    let posts: [RemoteObject]
    let actor: RemoteActor
    /// Whether its words may be searched.
    let isSearchable: Bool
    /// Who wrote them, where they are held already.
    var author: String?
    /// Whether it is the first look; then nobody is told of anything.
    var isFirst = false
    /// Since when the account is listened to.
    var since: Date
    /// The ids of posts that it pins, and that were not found among its newest.
    var pinned: Set<String> = []

    /// Whether a post is older than our interest in its account; then it is shown where it belongs, and
    /// nobody is told.
    func isBackfill(_ post: SourcePost) -> Bool {
      let entry = post.arrival.entry
      return isFirst || pinned.contains(post.id)
        || (entry.published ?? entry.updated).map { $0 < since } ?? false
    }
  }

  /// Writes posts that are new, and edits of those that are known.
  ///
  /// - Parameter state: what the source's state is after this.
  func take(_ harvest: Harvest, of source: Source, state: FetchState) async throws {
    let sources = try await store.sources()
    let posts = try await sift(harvest, of: source, among: sources)
    let homes = Dictionary(uniqueKeysWithValues: sources.map { ($0.id, $0.homes) })
    let teller = Teller(id: source.id, homes: homes)
    for isBackfill in [true, false] {
      let part = posts.filter { harvest.isBackfill($0) == isBackfill }
      let size = isBackfill ? max(part.count, 1) : Self.batch
      for start in stride(from: 0, to: part.count, by: size) {
        try await record(
          Array(part[start..<min(start + size, part.count)]), isBackfill: isBackfill, from: harvest,
          of: source, by: teller, state: state)
      }
    }
    if posts.isEmpty { try await store.record(state, of: source.id, owner: Self.owner) }
    let ids = harvest.posts.compactMap(\.id)
    try await store.passOver(ids, until: now().addingTimeInterval(Self.memory))
  }

  /// Gives what may be shown, and withdraws what was and may not be any more, by its author's will or the
  /// operator's list.
  @discardableResult
  func sift(
    _ harvest: Harvest, of source: Source, among sources: [Source]
  ) async throws -> [SourcePost] {
    let homes = sources.filter(source.isOfSameCoop)
      .reduce(into: Set()) { $0.formUnion($1.homes) }
    let filter = PhraseFilter(source.subscription)
    var posts: [SourcePost] = []
    for post in harvest.posts {
      let sourcePost = SourcePost(
        post, by: harvest.actor, heldAs: harvest.author, homes: homes,
        allowsPlainHTTP: allowsPlainHTTP)
      if let sourcePost, filter.admits(sourcePost.arrival) {
        // The operator may change their mind, so what is here stays as it is.
        if try await isWelcome(sourcePost) { posts.append(sourcePost) }
      } else if let id = post.id, try await !store.tellers(ofNative: id).isEmpty {
        try await store.withdraw(native: id, of: source.id, now: now())
      }
    }
    return posts
  }

  /// Whom the operator has blocked or silenced is not heard through others either (federation rule S12).
  private func isWelcome(_ post: SourcePost) async throws -> Bool {
    for author in post.authors {
      guard let host = RemoteID(author, allowsPlainHTTP: allowsPlainHTTP)?.host,
        try await store.block(of: author, onHost: host) == nil
      else { return false }
    }
    return true
  }

  private func record(
    _ posts: [SourcePost], isBackfill: Bool, from harvest: Harvest, of source: Source,
    by teller: Teller, state: FetchState
  ) async throws {
    let now = now()
    let identification = Identification(
      of: posts.map(\.arrival), from: source.id,
      homePage: source.homePageURL.flatMap(CanonicalURL.init), level: IdentityLevel(), now: now)
    var profile = source.profile
    profile.id = harvest.actor.id
    profile.title = harvest.actor.name
    var reading = Reading(
      question: Known.Question(about: identification.identified, of: source.id, now: now),
      state: state, profile: profile, owner: Self.owner, now: now)
    reading.natives = Dictionary(
      posts.map { ($0.id, $0.author) }, uniquingKeysWith: { $1 })
    reading.isSearchable = harvest.isSearchable
    let said = profile
    _ = try await store.record(reading) { known, state in
      let changes = Changes(
        from: known.ofPosts(isFirst: isBackfill), to: identification.identified, told: teller,
        saying: said, state: &state, now: now)
      if !changes.new.isEmpty { state = state.broughtNew(isDated: true, now: now) }
      state.duplicates += changes.retold.count
      return changes
    }
  }
}

extension Known {
  /// As far as it says something of posts: whose they are is proven, so links to elsewhere are no sign
  /// of a stolen domain, and what is missing among a few of them is not gone.
  ///
  /// What an account that had nothing to say tells at last is news, unlike the first document of a feed.
  fileprivate func ofPosts(isFirst: Bool) -> Known {
    var known = self
    known.hosts = []
    known.told = [:]
    known.keepsIDs = true
    known.count = isFirst ? 0 : max(known.count, 1)
    return known
  }
}

extension Source {
  /// Whether another line of the list belongs to whom this account speaks for: the account's own, and
  /// those that name it.
  fileprivate func isOfSameCoop(as other: Source) -> Bool {
    guard other.id != id else { return true }
    guard let account = subscription.accountName.flatMap({ Account($0) }) else { return false }
    return other.subscription.account.flatMap { Account($0) } == account
  }

  /// The hosts of its own site; the server of its account is many people's.
  fileprivate var homes: Set<String> {
    let feed = subscription.isFediverse ? nil : subscription.feedURL
    return Set([homePageURL, feed].compactMap { $0.flatMap { CanonicalURL($0)?.host } })
  }
}
