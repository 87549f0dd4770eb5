import Foundation
import Markup
import Model
import Store

/// What is said to us and about our notes.
extension Reception {
  func said(_ activity: ReceivedActivity) async throws -> [Receipt.Effect] {
    guard let post = activity.inner, post.id != activity.actor.text else {
      return try await saidElsewhere(activity)
    }
    guard isOwn(post, of: activity.actor) else { return [] }
    let errand = errand(activity, ifFollowed: true, about: post.id)
    return try await [errand] + words(post, activity)
  }

  /// A post by its id alone, or an actor who has changed: both need a look at the sender's server.
  private func saidElsewhere(_ activity: ReceivedActivity) async throws -> [Receipt.Effect] {
    let actor = activity.actor.text
    let isFollowed = try await store.isFollowed(actor)
    if activity.target == actor {
      let isKnown = try await store.isFollower(actor)
      return isKnown || isFollowed ? [errand(activity)] : []
    }
    let isForUs = activity.object.audience.contains(where: own.contains)
    let post = documents.id(activity.target).flatMap {
      $0.isOnServer(of: activity.actor) ? $0.text : nil
    }
    return [errand(activity, ifFollowed: !isFollowed && !isForUs, about: post)]
  }

  /// Whether the actor is the author by all that can be seen (federation rules 1.7 and S17).
  func isOwn(_ post: RemoteObject, of actor: RemoteID) -> Bool {
    guard let id = documents.id(post.id), id.isOnServer(of: actor) else { return false }
    return post.ids(of: "attributedTo").contains(actor.text)
  }

  /// The post as a reply to a note of ours, or as words to one of our actors; nothing where it is neither.
  ///
  /// What is not for everybody is never shown under a note, whatever it answers.
  func words(
    _ post: RemoteObject, _ activity: ReceivedActivity
  ) async throws -> [Receipt.Effect] {
    let note = post.isPublic ? try await note(post.id(of: "inReplyTo")) : nil
    let addressed = addressed(by: post)
    guard note != nil || !addressed.isEmpty, let id = post.id else { return [] }
    let actor = try? await documents.actor(activity.actor.text)
    let content = ReplyText(post)
    let published = min(post.date("published") ?? activity.now, activity.now)
    let reply = Reply(
      id: id, note: note?.description, actor: activity.actor.text, host: activity.actor.host,
      account: actor?.account ?? activity.actor.host,
      url: post.values("url").lazy.compactMap { WebLink($0.text ?? $0.embedded?.text("href")) }
        .first?.url ?? id,
      content: content.html, published: published,
      updated: post.date("updated").map { min($0, activity.now) }, received: activity.now)
    let optOuts = try await heed(content, to: addressed, from: actor)
    return [activity.type == "Update" ? .editReply(reply) : .reply(reply)] + optOuts
  }

  /// Our actors among those it is addressed to or mentions.
  private func addressed(by post: RemoteObject) -> [Handle] {
    let mentions = post.objects("tag").filter { $0.type == "Mention" }
      .compactMap { $0.text("href") }
    return Set((post.audience + mentions).compactMap(own.actor)).sorted {
      $0.description < $1.description
    }
  }

  /// A source that writes "stop" to its mirror is mirrored no more.
  private func heed(
    _ words: ReplyText, to handles: [Handle], from actor: RemoteActor?
  ) async throws -> [Receipt.Effect] {
    guard let actor, words.saysStop else { return [] }
    var effects: [Receipt.Effect] = []
    for handle in handles {
      guard let source = try await store.source(handle: handle.description),
        try await speaks(actor, for: source)
      else { continue }
      let reason = "\(actor.account) wrote to its mirror that it shall stop"
      effects.append(.optOut(source.id, reason: reason))
    }
    return effects
  }

  /// Whether the account is the source's own: the one the operator named, or one that lives at the
  /// source's home page or below it.
  ///
  /// Where the home page is a whole host, its other accounts may be anybody's.
  private func speaks(_ actor: RemoteActor, for source: Source) async throws -> Bool {
    if let account = source.subscription.account {
      do throws(RemoteError) {
        return try await documents.isAccount(account, of: actor)
      } catch {
        throw InboxRefusal(fetching: error)
      }
    }
    guard let home = source.homePageURL.flatMap(CanonicalURL.init) else { return false }
    return [actor.id, actor.url].compactMap(CanonicalURL.init).contains { place in
      // The address of its page is the account's own word, as long as it is on its server.
      guard place.host == CanonicalURL(actor.id)?.host else { return false }
      return place == home || place.string.hasPrefix(home.string + "/")
    }
  }
}
