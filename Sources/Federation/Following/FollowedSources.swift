public import Foundation
import Model
public import Store

/// What the accounts of sources send to us, because we follow them.
///
/// Whoever calls has made certain who sent it.
public struct FollowedSources: Sendable {
  let store: Store
  let documents: RemoteDocuments
  let recorder: PostRecorder
  let now: @Sendable () -> Date

  /// So many entries of an account that is gone are removed in one go.
  private static let batch = 200

  public init(
    store: Store, documents: RemoteDocuments, now: @escaping @Sendable () -> Date
  ) {
    self.store = store
    self.documents = documents
    self.now = now
    recorder = PostRecorder(
      store: store, allowsPlainHTTP: documents.allowsPlainHTTP, now: now)
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

  private func isOurs(_ answer: RemoteObject, _ following: Following) -> Bool {
    if answer.id(of: "object") == following.follow { return true }
    guard let follow = answer.object("object"), follow.type == "Follow" else { return false }
    let ourselves = Address.actor(.merged).url(at: documents.site)
    return follow.id(of: "actor") == ourselves && follow.id(of: "object") == following.actor
  }

  /// Takes a post, new or edited.
  ///
  /// An edit of what we hold is read from its own id, so that an old one that comes late changes nothing.
  func said(_ post: RemoteObject, _ actor: RemoteActor) async throws {
    guard let following = try await store.following(actor: actor.id), following.isHeard,
      let source = try await store.source(following.source), source.isFollowed,
      let id = post.id
    else { return }
    var post = post
    if try await store.isHeld(native: id) {
      guard post.date("updated") != nil else { return }
      do throws(RemoteError) {
        post = try await documents.object(at: id)
      } catch {
        if case .gone = error { return try await removed(id, actor.id) }
        throw error
      }
    }
    try await recorder.take(
      PostRecorder.Harvest(posts: [post], actor: actor, following: following), of: source,
      state: source.state)
  }

  /// Takes a boost of a post, which counts where the account boosts itself.
  func boosted(_ post: RemoteObject, _ actor: RemoteActor) async throws {
    guard post.ids(of: "attributedTo").contains(actor.id) else { return }
    try await said(post, actor)
  }

  /// Takes away a post of an account.
  func removed(_ post: String, _ actor: String) async throws {
    guard let following = try await store.following(actor: actor) else { return }
    try await store.takeBack(post, until: now().addingTimeInterval(PostRecorder.memory))
    try await store.withdraw(native: post, of: following.source, now: now())
  }

  /// Looks at an account that has moved at once.
  func moved(_ actor: String, _ target: RemoteActor) async throws {
    guard let following = try await store.following(actor: actor), following.isHeard else {
      return
    }
    _ = try await documents.actor(actor, refreshing: true)
    try await store.rest(following.source, until: now(), failures: 0)
  }

  /// Follows an account no more that is gone for ever, and takes away what it told.
  func left(_ actor: String) async throws {
    guard var following = try await store.following(actor: actor) else { return }
    following.state = .refused
    following.follow = nil
    following.reason = "its account is gone for ever; remove it from the list"
    try await store.update(following)
    while true {
      let natives = try await store.natives(of: following.source, limit: Self.batch)
      for native in natives {
        try await store.withdraw(native: native, of: following.source, now: now())
      }
      if natives.count < Self.batch { return }
    }
  }
}
