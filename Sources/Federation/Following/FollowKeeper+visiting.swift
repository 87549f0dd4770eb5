import Foundation
import Logging
import Model
import Store

/// One look at the account of one source.
extension FollowKeeper {
  /// Never throws: one account in trouble must not disturb its neighbours.
  func visit(_ source: Source, _ following: Following) async {
    do {
      try await look(at: source, following)
    } catch StoreError.cancelled {
      return
    } catch {
      logger.error("could not look after the account of \(source.handle): \(error)")
    }
  }

  private func look(at source: Source, _ following: Following) async throws {
    do {
      let actor = try await actor(of: source, following)
      guard let heard = try await ask(actor, following), heard.isHeard else {
        return try await rest(source, following)
      }
      // Where it has changed meanwhile, the next look is minutes away.
      guard heard.actor == actor.id else { return }
      try await read(source, heard, of: actor)
    } catch let objection as FollowObjection {
      try await refuse(source, following, objection)
    } catch let error as RemoteError {
      try await fail(source, following, error)
    }
  }

  /// The account as its server has it, under its new name where it has moved and both say so.
  private func actor(of source: Source, _ following: Following) async throws -> RemoteActor {
    var actor = try await named(source, following)
    if let target = actor.movedTo {
      let next = try await documents.actor(target, refreshing: true)
      let isConfirmed = next.alsoKnownAs.contains(actor.id)
      if isConfirmed, next.id == following.actor || FollowSchedule.mayMove(following, now: now()) {
        actor = next
      } else if isConfirmed, actor.id == following.actor {
        actor.movedTo = nil
      }
    }
    guard try await store.block(ofHost: actor.host) != .block else {
      throw RemoteError.blocked(host: actor.host)
    }
    guard try await store.block(of: actor.id, onHost: actor.host) != .block else {
      throw RemoteError.blocked(host: actor.id)
    }
    if documents.id(actor.id)?.text.hasPrefix(site.origin + "/") ?? false {
      throw FollowObjection.ourself
    }
    if let objection = FollowObjection(to: actor) { throw objection }
    return actor
  }

  /// The account by its id while we listen to it, else by its name.
  ///
  /// After a move the old name may lead nowhere; it is what is left where the id is no account any more.
  private func named(
    _ source: Source, _ following: Following
  ) async throws(RemoteError) -> RemoteActor {
    if let id = following.actor, following.isHeard {
      do throws(RemoteError) {
        return try await documents.actor(id)
      } catch {
        guard !error.isTemporary else { throw error }
      }
    }
    return try await documents.actor(account: source.subscription.accountName ?? "")
  }

  /// Asks an account to be followed where that is due; gives how it stands then.
  private func ask(_ actor: RemoteActor, _ following: Following) async throws -> Following? {
    var changed = following
    changed.inbox = actor.inbox
    changed.outbox = actor.outbox
    changed.isSearchable = actor.isIndexable == true
    let isAnother = following.actor != actor.id
    guard isAnother || FollowSchedule.mustAsk(following, now: now()) else {
      if changed != following { try await store.describe(changed) }
      return try await store.following(of: following.source)
    }
    let (id, activity) = try FollowWriter(site: site, now: now()).follow(actor.id)
    if isAnother, following.actor != nil {
      changed.began = now()
      changed.moved = now()
    }
    changed.actor = actor.id
    changed.follow = id
    changed.asked = now()
    changed.state = .asked
    changed.reason = nil
    try await store.replace(
      following, by: changed, telling: activity,
      at: InboxAddress(url: actor.inbox, host: actor.host))
    return try await store.following(of: following.source)
  }

  private func read(_ source: Source, _ following: Following, of actor: RemoteActor) async throws {
    let found = try await OutboxPoller(documents: documents).newPosts(of: actor)
    // What was pushed meanwhile has changed the state.
    guard let source = try await store.source(source.id), source.isFollowed else { return }
    let next = FollowSchedule.next(afterFailures: 0, random: random(), now: now())
    let answer = FetchState.Answer(url: actor.outbox ?? actor.id)
    let dates = found.posts.compactMap { $0.date("published") }
    var state = source.state.succeeded(
      answer, bodyDigest: [], hints: source.state.hints, dates: dates, now: now())
    state.nextCheck = next
    let harvest = PostRecorder.Harvest(
      posts: found.posts, actor: actor, isSearchable: following.isSearchable,
      isFirst: source.state.lastSuccess == nil, since: following.began, pinned: found.pinned)
    try await sources.recorder.take(harvest, of: source, state: state)
    try await sources.readAnew(source.id)
    try await store.rest(source.id, until: next, failures: 0)
  }

  /// Nobody who objects is followed; what they say of themselves is looked at again in a week.
  private func refuse(
    _ source: Source, _ following: Following, _ objection: FollowObjection
  ) async throws {
    let farewell = try farewell(to: following)
    var changed = following
    changed.state = .refused
    changed.reason = objection.description
    changed.follow = nil
    let isCurrent = try await store.replace(
      following, by: changed, telling: farewell?.activity, at: farewell?.inbox)
    if isCurrent { try await rest(source, changed) }
  }

  /// Leaves an account alone for a week, and lets the operator see why.
  private func rest(_ source: Source, _ following: Following) async throws {
    let next = now().addingTimeInterval(FollowSchedule.week)
    let reason = following.reason ?? "its account does not let us follow it; ask its owner"
    var state = source.state.failed(Failure(.clientError, reason), now: now())
    state.nextCheck = next
    try await store.record(state, of: source.id, owner: "following")
    try await store.rest(source.id, until: next, failures: 0)
  }

  private func fail(
    _ source: Source, _ following: Following, _ error: RemoteError
  ) async throws {
    logger.info("the account of \(source.handle) could not be read: \(error)")
    let failures = following.failures + 1
    let next = FollowSchedule.next(afterFailures: failures, random: random(), now: now())
    let kind = error.isTemporary ? Failure.Kind.connect : .clientError
    var state = source.state.failed(Failure(kind, error.description), now: now())
    state.nextCheck = next
    try await store.record(state, of: source.id, owner: "following")
    try await store.rest(source.id, until: next, failures: failures)
  }
}
