import Foundation
import Model
import Store

/// Who sent a request.
extension Inbox {
  private static let otherSigner = InboxRefusal(401, "the signer is not the actor")

  /// The activity with its sender proven; `nil` where there is nothing to do: an actor whom nobody knew
  /// says that it is gone, or somebody passes on what another has said.
  ///
  /// - Throws: `InboxRefusal`, `StoreError`
  func prove(
    _ request: ReceivedRequest, from client: String?
  ) async throws -> ReceivedActivity? {
    let claims: [SignatureClaim]
    do {
      claims = try SignatureClaim.claims(of: request)
    } catch {
      throw InboxRefusal(error)
    }
    var refusal = InboxRefusal(SignatureError.missing)
    for claim in claims {
      do {
        return try await prove(request, by: claim, from: client)
      } catch let error as InboxRefusal {
        refusal = error
      }
    }
    throw refusal
  }

  private func prove(
    _ request: ReceivedRequest, by claim: SignatureClaim, from client: String?
  ) async throws -> ReceivedActivity? {
    guard let keyID = documents.id(claim.keyID) else {
      throw InboxRefusal(401, "\(RemoteError.badID(claim.keyID))")
    }
    try checkPace(ofHost: keyID.host)
    let now = now()
    do {
      try claim.check(request, host: site.authority, now: now)
    } catch {
      throw InboxRefusal(error)
    }
    let object = try Self.read(request.body)
    guard let actor = documents.id(object.id(of: "actor")),
      actor.isOnServer(of: keyID) || object.isSignedWithin
    else { throw Self.otherSigner }
    let isFarewell = object.type == "Delete" && object.id(of: "object") == actor.text
    if isFarewell, try await !isKnown(actor, keyID) { return nil }
    let activity = ReceivedActivity(
      object: object, actor: actor, body: request.body, signature: claim.replayKey, now: now)
    guard try await signer(of: request, by: claim, as: activity, from: client) == actor.text else {
      // Mastodon passes answers on to all who follow the one that was answered. Nobody here can tell
      // whether the author has said so, but to refuse it would count against us there.
      guard object.isSignedWithin else { throw Self.otherSigner }
      return nil
    }
    if let id = object.id {
      guard let id = documents.id(id), id.isOnServer(of: actor) else {
        throw InboxRefusal(400, "the activity's id is not on its actor's server")
      }
    }
    return activity
  }

  private static func read(_ body: [UInt8]) throws(InboxRefusal) -> RemoteObject {
    do {
      return try RemoteObject(body, at: "the activity")
    } catch {
      throw InboxRefusal(400, error.description)
    }
  }

  private func isKnown(_ actor: RemoteID, _ keyID: RemoteID) async throws -> Bool {
    if documents.remembersKey(keyID.text) { return true }
    if try await store.isAcquainted(actor.text) { return true }
    if try await store.isFollowed(actor.text) { return true }
    return try await store.remoteKey(keyID.text) != nil
  }

  /// The id of the actor whose key has signed the request; a key that does not fit is asked for anew, once.
  private func signer(
    of request: ReceivedRequest, by claim: SignatureClaim, as activity: ReceivedActivity,
    from client: String?
  ) async throws -> String {
    do {
      let key = try await key(claim.keyID, for: client)
      if claim.isValid(for: request, at: site.origin, by: key.key) { return key.owner }
      let fresh = try await self.key(claim.keyID, refreshing: true, for: client)
      guard fresh.material != key.material,
        claim.isValid(for: request, at: site.origin, by: fresh.key)
      else { throw InboxRefusal(SignatureError.invalid) }
      return fresh.owner
    } catch let error as RemoteError {
      // The server itself says that the actor is gone, and nobody can sign for it any more.
      let actor = activity.actor.text
      if case .gone = error, activity.object.type == "Delete", activity.target == actor,
        Self.owner(of: claim.keyID) == actor
      {
        return actor
      }
      throw InboxRefusal(fetching: error)
    }
  }

  private func key(
    _ id: String, refreshing: Bool = false, for client: String?
  ) async throws(RemoteError) -> RemoteKey {
    try await documents.asked(by: .stranger(client: client)).key(id, refreshing: refreshing)
  }

  /// The actor a key's id speaks of by itself: with a fragment, or as GoToSocial writes it.
  private static func owner(of keyID: String) -> String {
    if let fragment = keyID.firstIndex(of: "#") { return String(keyID[..<fragment]) }
    let path = "/main-key"
    return keyID.hasSuffix(path) ? String(keyID.dropLast(path.count)) : keyID
  }
}
