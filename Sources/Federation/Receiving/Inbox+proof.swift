import Foundation
import Model
import Store

/// Who sent a request.
extension Inbox {
  /// The activity with its sender proven; `nil` where an actor whom nobody knew says that it is gone.
  ///
  /// - Throws: `InboxRefusal`, `StoreError`
  func prove(_ request: ReceivedRequest) async throws -> ReceivedActivity? {
    let claims: [SignatureClaim]
    do {
      claims = try SignatureClaim.claims(of: request)
    } catch {
      throw InboxRefusal(error)
    }
    var refusal = InboxRefusal(SignatureError.missing)
    for claim in claims {
      do {
        return try await prove(request, by: claim)
      } catch let error as InboxRefusal {
        refusal = error
      }
    }
    throw refusal
  }

  private func prove(
    _ request: ReceivedRequest, by claim: SignatureClaim
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
    guard let actor = documents.id(object.id(of: "actor")), actor.isOnServer(of: keyID) else {
      throw InboxRefusal(401, "the signer is not the actor")
    }
    let isFarewell = object.type == "Delete" && object.id(of: "object") == actor.text
    if isFarewell, try await !isKnown(actor, keyID) { return nil }
    let activity = ReceivedActivity(
      object: object, actor: actor, body: request.body, signature: claim.replayKey, now: now)
    if try await !isSigned(request, by: claim, as: activity, isFarewell: isFarewell) {
      throw InboxRefusal(SignatureError.invalid)
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

  /// Whether the actor's own key has signed the request; a key that does not fit is asked for anew, once.
  private func isSigned(
    _ request: ReceivedRequest, by claim: SignatureClaim, as activity: ReceivedActivity,
    isFarewell: Bool
  ) async throws -> Bool {
    do {
      let key = try await documents.key(claim.keyID)
      guard key.owner == activity.actor.text else {
        throw InboxRefusal(401, "the signer is not the actor")
      }
      if claim.isValid(for: request, at: site.origin, by: key.key) { return true }
      let fresh = try await documents.key(claim.keyID, refreshing: true)
      guard fresh.material != key.material, fresh.owner == activity.actor.text else {
        return false
      }
      return claim.isValid(for: request, at: site.origin, by: fresh.key)
    } catch let error as RemoteError {
      // The server itself says that the actor is gone, and nobody can sign for it any more.
      if case .gone = error, isFarewell, Self.owner(of: claim.keyID) == activity.actor.text {
        return true
      }
      throw InboxRefusal(fetching: error)
    }
  }

  /// The actor a key's id speaks of by itself: with a fragment, or as GoToSocial writes it.
  private static func owner(of keyID: String) -> String {
    if let fragment = keyID.firstIndex(of: "#") { return String(keyID[..<fragment]) }
    let path = "/main-key"
    return keyID.hasSuffix(path) ? String(keyID.dropLast(path.count)) : keyID
  }
}
