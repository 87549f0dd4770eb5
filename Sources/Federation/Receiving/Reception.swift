import Foundation
import Model
import Store

/// Says what an activity changes here (federation rule 1.7); writes nothing itself.
///
/// What it does not know, and what concerns nobody here, changes nothing.
struct Reception: Sendable {
  let site: SiteProfile
  let store: Store
  private(set) var documents: RemoteDocuments
  let roll: ActorRoll

  init(site: SiteProfile, store: Store, documents: RemoteDocuments) {
    self.site = site
    self.store = store
    self.documents = documents
    roll = ActorRoll(store: store)
  }

  /// The same, looking at other servers on somebody's behalf.
  func asked(by asker: Asker) -> Reception {
    var reception = self
    reception.documents = documents.asked(by: asker)
    return reception
  }

  var own: OwnIDs { OwnIDs(site: site) }
  var directory: ActorDirectory { ActorDirectory(store: store) }

  /// - Throws: `StoreError`, `InboxRefusal` where the sender is to try again.
  func effects(of activity: ReceivedActivity) async throws -> [Receipt.Effect] {
    switch activity.type {
    case "Follow": try await follow(activity)
    case "Undo": try await undo(activity)
    case "Like", "EmojiReact": try await react(activity, .like)
    case "Announce":
      try await react(activity, .share) + [errand(activity, ifFollowed: true)]
    case "Create", "Update": try await said(activity)
    case "Delete": delete(activity)
    case "Move": move(activity)
    case "Accept", "Reject": [errand(activity, ifFollowed: true)]
    case "Block": block(activity)
    case "Flag": flag(activity)
    case "QuoteRequest": try await quote(activity)
    default: []
    }
  }

  /// Has the activity looked at later.
  ///
  /// - Parameters:
  ///   - ifFollowed: only where it comes from the account of a source.
  ///   - post: or where it is about this post, and such an account told that.
  func errand(
    _ activity: ReceivedActivity, ifFollowed: Bool = false, about post: String? = nil
  ) -> Receipt.Effect {
    .errand(
      signer: activity.actor.text, body: activity.body, ifFollowed: ifFollowed, about: post)
  }

  /// The note of ours under an id, where there is one; entries are looked for when it is written.
  func note(_ id: String?) async throws -> NoteName? {
    guard let name = own.note(id) else { return nil }
    guard case .introduction(let handle) = name else { return name }
    return try await roll.actor(handle)?.boosts == true ? name : nil
  }
}
