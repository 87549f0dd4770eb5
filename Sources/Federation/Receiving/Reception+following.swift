import Foundation
import Model
import Store

/// Who follows our actors, and who no longer does.
extension Reception {
  /// Every follower is welcome, but with the server itself and actors that have moved.
  func follow(_ activity: ReceivedActivity) async throws -> [Receipt.Effect] {
    guard let handle = own.actor(activity.target), let actor = try await roll.actor(handle)
    else { return [] }
    let follower: RemoteActor
    do throws(RemoteError) {
      follower = try await documents.actor(activity.actor.text)
    } catch {
      if error.isTemporary { throw InboxRefusal(fetching: error) }
      return []
    }
    let request = RequestObject(
      id: activity.id, type: "Follow", actor: follower.id,
      object: Address.actor(handle).url(at: site))
    let isWelcome = actor.role != .instance && actor.movedTo == nil
    let answer = try AnswerWriter(site: site, now: activity.now).answer(
      isWelcome ? .accept : .reject, to: request, by: handle, moment: activity.signature)
    guard isWelcome else {
      return [.answer(answer, to: InboxAddress(url: follower.inbox, host: follower.host))]
    }
    return [
      .follow(
        Follower(
          actor: handle.description, id: follower.id, inbox: follower.inbox,
          target: follower.target, host: follower.host, follow: activity.name,
          since: activity.now),
        answer: answer)
    ]
  }

  /// Takes back whatever the same actor did; known by its id, or by what it was done to.
  func undo(_ activity: ReceivedActivity) async throws -> [Receipt.Effect] {
    let actor = activity.actor.text
    guard let inner = activity.inner, !inner.type.isEmpty else {
      guard let id = activity.target else { return [] }
      return [
        .unfollow(follower: actor, actor: nil, follow: id),
        .unreact(actor: actor, note: nil, kind: nil, activity: id),
      ]
    }
    guard [nil, actor].contains(inner.id(of: "actor")) else { return [] }
    switch inner.type {
    case "Follow":
      let handle = own.actor(inner.id(of: "object"))?.description
      return [.unfollow(follower: actor, actor: handle, follow: inner.id)]
    case "Like", "EmojiReact": return [unreact(inner, by: actor, .like)]
    case "Announce": return [unreact(inner, by: actor, .share)]
    default: return []
    }
  }

  private func unreact(
    _ inner: RemoteObject, by actor: String, _ kind: Reaction.Kind
  ) -> Receipt.Effect {
    let note = own.note(inner.id(of: "object"))?.description
    return .unreact(
      actor: actor, note: note, kind: note == nil ? nil : kind, activity: inner.id)
  }

  /// Whoever blocks an actor of ours does not follow it any more, nor is it followed; nobody is told.
  func block(_ activity: ReceivedActivity) -> [Receipt.Effect] {
    let effects: [Receipt.Effect] = activity.objects.compactMap { own.actor($0) }.map { handle in
      .unfollow(follower: activity.actor.text, actor: handle.description, follow: nil)
    }
    return effects.isEmpty ? [] : effects + [errand(activity, ifFollowed: true)]
  }

  /// The new account follows by itself, if it wants to.
  func move(_ activity: ReceivedActivity) -> [Receipt.Effect] {
    guard activity.target == activity.actor.text else { return [] }
    return [.depart(follower: activity.actor.text), errand(activity, ifFollowed: true)]
  }

  func delete(_ activity: ReceivedActivity) -> [Receipt.Effect] {
    guard let target = activity.target else { return [] }
    if target == activity.actor.text {
      return [.forget(actor: target), errand(activity, ifFollowed: true)]
    }
    guard let id = documents.id(target), id.isOnServer(of: activity.actor) else { return [] }
    return [
      .removeReply(id: target, actor: activity.actor.text),
      errand(activity, ifFollowed: true, about: target),
    ]
  }
}
