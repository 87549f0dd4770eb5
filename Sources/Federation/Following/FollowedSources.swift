public import Foundation
import Model
public import Store

/// What the accounts of sources send to us, because we follow them.
///
/// Whoever calls has made certain who sent it.
public struct FollowedSources: Sendable {
  let store: Store
  private(set) var documents: RemoteDocuments
  let recorder: PostRecorder
  let now: @Sendable () -> Date

  /// So many entries of an account that is gone are removed in one go.
  private static let batch = 200
  /// So many posts are read anew in one go.
  private static let round = 20

  public init(
    store: Store, documents: RemoteDocuments, now: @escaping @Sendable () -> Date
  ) {
    self.store = store
    self.documents = documents
    self.now = now
    recorder = PostRecorder(
      store: store, allowsPlainHTTP: documents.allowsPlainHTTP, now: now)
  }

  /// The same, at the word of whom we follow, or of somebody else; then other servers are asked on that one's
  /// behalf, whose questions spend nothing of our own allowance (federation rule S24).
  private func asked(by following: Following?) -> FollowedSources {
    guard following == nil else { return self }
    var sources = self
    sources.documents = documents.asked(by: .sender())
    return sources
  }

  /// Takes an answer to our own `Follow`: known by its id, or as one of ours whose object is who answers.
  func answered(_ activity: RemoteObject, _ actor: RemoteActor) async throws {
    guard let following = try await store.following(actor: actor.id), following.follow != nil,
      isOurs(activity, following)
    else { return }
    switch activity.type {
    case "Accept":
      guard following.isHeard else { return }
      try await store.answer(.accepted, of: following.source)
    case "Reject":
      let reason =
        "the account @\(actor.account) does not let us follow it; ask its owner, or remove it"
      try await store.answer(.rejected, reason: reason, of: following.source)
    default: return
    }
  }

  /// Takes it for an answer that an account has blocked us.
  func blocked(_ actor: RemoteActor) async throws {
    guard let following = try await store.following(actor: actor.id) else { return }
    let reason = "the account @\(actor.account) has blocked us; ask its owner, or remove it"
    try await store.answer(.rejected, reason: reason, of: following.source)
  }

  private func isOurs(_ answer: RemoteObject, _ following: Following) -> Bool {
    if answer.id(of: "object") == following.follow { return true }
    guard let follow = answer.object("object"), follow.type == "Follow" else { return false }
    let ourselves = Address.actor(.merged).url(at: documents.site)
    return follow.id(of: "actor") == ourselves && follow.id(of: "object") == following.actor
  }

  /// Takes a post, new or edited.
  func said(_ post: RemoteObject, _ actor: RemoteActor) async throws {
    try await take(post, actor, isFresh: false)
  }

  /// Takes a boost of a post, which counts where the account boosts itself, or is a group that passes on
  /// what is written on its own server.
  func boosted(_ post: RemoteObject, _ actor: RemoteActor) async throws {
    guard SourcePost.isTold(post, by: actor, allowsPlainHTTP: documents.allowsPlainHTTP) else {
      return
    }
    try await take(post, actor, isFresh: true)
  }

  /// - Parameter isFresh: whether the post was fetched from its own id just now.
  private func take(_ post: RemoteObject, _ actor: RemoteActor, isFresh: Bool) async throws {
    guard let id = post.id else { return }
    let following = try await store.following(actor: actor.id)
    let tellers = try await store.tellers(ofNative: id)
    let sources = asked(by: following)
    if isFresh {
      try await sources.spread(post, among: tellers)
    } else if !tellers.isEmpty {
      let own = tellers.filter { $0.isTold(by: actor.id, following) }
      try await sources.reread(id, tellers, closed: own.filter { !$0.mayTell(post) })
    }
    // One that belongs to an article is news of its account nevertheless.
    guard !tellers.contains(where: \.isPost), let following, following.isHeard,
      let source = try await store.source(following.source), source.isFollowed
    else { return }
    let harvest = PostRecorder.Harvest(
      posts: [post], actor: actor, isSearchable: following.isSearchable,
      since: following.began)
    try await recorder.take(harvest, of: source, state: source.state)
  }

  /// Reads what we hold from its own id, so that an old edit that comes late changes nothing, nor one that
  /// somebody else has sent.
  ///
  /// - Parameter closed: those of whom it is known that they tell it to everybody no more; then its server
  ///   may well not show it to us.
  private func reread(
    _ id: String, _ tellers: [NativeTeller], closed: [NativeTeller] = []
  ) async throws {
    let post: RemoteObject
    do throws(RemoteError) {
      post = try await documents.object(at: id)
    } catch {
      let lost = error.saysGone ? tellers : error.isTemporary ? [] : closed
      guard !lost.isEmpty else { throw error }
      return try await withdraw(id, of: lost.map(\.source))
    }
    guard post.id == id else { return }
    try await spread(post, among: tellers)
  }

  /// Reads posts anew of which only an outline is shown.
  func readAnew(_ source: Source.ID) async throws {
    for id in try await store.doubtedNatives(of: source, limit: Self.round) {
      do {
        try await reread(id, try await store.tellers(ofNative: id))
      } catch is RemoteError {
        continue
      }
    }
  }

  private func spread(_ post: RemoteObject, among tellers: [NativeTeller]) async throws {
    for teller in tellers { try await take(post, of: teller) }
  }

  private func take(_ post: RemoteObject, of teller: NativeTeller) async throws {
    guard teller.isPost else {
      if let id = post.id, !teller.mayTell(post) {
        try await withdraw(id, of: [teller.source])
      }
      return
    }
    let following = try await store.following(of: teller.source)
    guard let source = try await store.source(teller.source),
      let account = following?.actor ?? teller.author
    else { return }
    let harvest = PostRecorder.Harvest(
      posts: [post], actor: try await documents.actor(account),
      isSearchable: following?.isSearchable ?? false, author: teller.author, since: now())
    if following?.isHeard == true, source.isFollowed {
      try await recorder.take(harvest, of: source, state: source.state)
    } else {
      try await recorder.sift(harvest, of: source, among: try await store.sources())
    }
  }

  /// Takes away a post where its author says so, or whose account told it; the word of anybody else makes
  /// us look whether it still stands.
  func removed(_ post: String, _ actor: String) async throws {
    let following = try await store.following(actor: actor)
    if following != nil, isOnServer(post, of: actor) {
      try await store.takeBack(post, until: now().addingTimeInterval(PostRecorder.memory))
    }
    let tellers = try await store.tellers(ofNative: post)
    let own = tellers.filter { $0.isTold(by: actor, following) }
    try await withdraw(post, of: own.map(\.source))
    guard own.count < tellers.count, try await asked(by: following).isGone(post) else { return }
    try await withdraw(post, of: tellers.map(\.source))
  }

  private func isOnServer(_ post: String, of actor: String) -> Bool {
    guard let post = documents.id(post), let actor = documents.id(actor) else { return false }
    return post.isOnServer(of: actor)
  }

  private func isGone(_ post: String) async throws -> Bool {
    do throws(RemoteError) {
      return try await documents.object(at: post).type == "Tombstone"
    } catch {
      guard error.saysMissing else { throw error }
      return true
    }
  }

  private func withdraw(_ post: String, of sources: [Source.ID]) async throws {
    for source in sources { try await store.withdraw(native: post, of: source, now: now()) }
  }

  /// Looks at an account that has moved at once.
  func moved(_ actor: String, _ target: RemoteActor) async throws {
    guard let following = try await store.following(actor: actor), following.isHeard,
      FollowSchedule.mayMove(following, now: now())
    else { return }
    _ = try await documents.actor(actor, refreshing: true)
    try await store.rest(following.source, until: now(), failures: 0)
  }

  /// Follows an account no more that is gone for ever, and takes away what it told; of what it wrote for
  /// others, and where it is not followed, or has moved, what is gone with it.
  func left(_ actor: String) async throws {
    let following = try await store.following(actor: actor)
    if let source = following?.source {
      try await store.giveUp(
        source, reason: "its account is gone for ever; remove it from the list")
      try await withdrawAll(of: source)
    }
    let sources = asked(by: following)
    for (post, source) in try await store.natives(writtenBy: actor, limit: Self.batch)
    where try await sources.isGone(post) { try await withdraw(post, of: [source]) }
  }

  private func withdrawAll(of source: Source.ID) async throws {
    while true {
      let natives = try await store.natives(of: source, limit: Self.batch)
      for native in natives { try await withdraw(native, of: [source]) }
      if natives.count < Self.batch { return }
    }
  }
}

extension NativeTeller {
  /// Whether it is for an actor to say what becomes of the post: its author, or whose account told it.
  fileprivate func isTold(by actor: String, _ following: Following?) -> Bool {
    author == actor || source == following?.source
  }

  /// Whether a post is for as many as it has to be.
  fileprivate func mayTell(_ post: RemoteObject) -> Bool {
    isPost ? post.isListed : NativePost.mayBeBoosted(post)
  }
}
