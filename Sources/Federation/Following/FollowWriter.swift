import Model
import Store

import struct Foundation.Date

/// Writes what the merged actor says to the accounts of sources.
struct FollowWriter: Sendable {
  let site: SiteProfile
  let now: Date

  private var ourselves: String { Address.actor(.merged).url(at: site) }

  /// What asks an account for its posts, and its id.
  func follow(_ actor: String) throws -> (id: String, activity: OutgoingActivity) {
    let follow = activity(.follow, of: actor, .id(actor))
    return (follow.object.id, try outgoing(follow.object, at: follow.address, about: actor))
  }

  /// What takes back a `Follow` that was sent under this id.
  func undo(_ follow: String, of actor: String) throws -> OutgoingActivity {
    let undone = ActivityObject(
      id: follow, type: .follow, actor: ourselves, published: now, to: [actor], cc: [],
      object: .id(actor))
    let undo = activity(.undo, of: actor, .activity(undone))
    return try outgoing(undo.object, at: undo.address, about: actor)
  }

  private func activity(
    _ kind: ActivityObject.Kind, of actor: String, _ object: ActivityObject.Object
  ) -> (object: ActivityObject, address: Address) {
    let moment = String(Int64(now.timeIntervalSince1970 * 1000))
    let address = Address.activity(ActivityName(kind, by: .merged, of: actor, at: moment))
    let activity = ActivityObject(
      context: .plain, id: address.url(at: site), type: kind, actor: ourselves, published: now,
      to: [actor], cc: [], object: object)
    return (activity, address)
  }

  private func outgoing(
    _ activity: ActivityObject, at address: Address, about actor: String
  ) throws -> OutgoingActivity {
    OutgoingActivity(
      path: address.path, actor: Handle.merged.description, kind: activity.type.rawValue,
      object: actor, body: try Document(activity).body, made: now)
  }
}
