import Foundation
import Store

/// Reads the newest posts of an account from its outbox, and those it pins, for not all that is said is
/// pushed (federation rule 1.9).
struct OutboxPoller: Sendable {
  let documents: RemoteDocuments

  /// So many posts are fetched in one round.
  private static let limit = 20
  /// So many items of a page are looked at.
  private static let items = 100

  private var store: Store { documents.store }

  struct Found: Sendable {
    var posts: [RemoteObject] = []
    /// The ids of those that are pinned, and stand nowhere among the newest.
    var pinned: Set<String> = []
  }

  /// Posts that are not known yet, each fetched from its own id, the newest first.
  ///
  /// - Throws: `RemoteError` where the outbox cannot be read; a post that cannot be is left out.
  func newPosts(of actor: RemoteActor) async throws -> Found {
    guard let home = documents.id(actor.id) else { throw RemoteError.badID(actor.id) }
    var ids: [String] = []
    if let outbox = actor.outbox {
      ids += try await posts(in: outbox, on: home, ofGroup: actor.isGroup)
    }
    var found = Found()
    // What is pinned is told anyway, sooner or later.
    if let featured = actor.featured {
      let pinned = (try? await posts(in: featured, on: home, ofGroup: false)) ?? []
      found.pinned = Set(pinned).subtracting(ids)
      ids += pinned
    }
    var seen: Set<String> = []
    let distinct = ids.filter { seen.insert($0).inserted }
    let unknown = try await store.unknownPosts(among: distinct, now: documents.now())
    for id in unknown.prefix(Self.limit) {
      guard let post = try? await documents.object(at: id), let place = documents.id(post.id),
        place.isOnServer(of: home)
      else { continue }
      found.posts.append(post)
    }
    return found
  }

  /// The ids of posts on the first page of a collection.
  private func posts(
    in collection: String, on home: RemoteID, ofGroup isGroup: Bool
  ) async throws -> [String] {
    let first = try await documents.object(at: collection)
    var items = Self.items(of: first)
    if items.isEmpty, let page = first.values("first").first {
      if let page = page.embedded, page.members["orderedItems"] ?? page.members["items"] != nil {
        items = Self.items(of: page)
      } else if let id = documents.id(page.id), id.isOnServer(of: home), id.text != collection {
        items = Self.items(of: try await documents.object(at: id.text))
      }
    }
    return items.prefix(Self.items).compactMap { Self.post($0, ofGroup: isGroup) }.filter { id in
      documents.id(id)?.isOnServer(of: home) ?? false
    }
  }

  private static func items(of collection: RemoteObject) -> [RemoteValue] {
    let ordered = collection.values("orderedItems")
    return ordered.isEmpty ? collection.values("items") : ordered
  }

  /// The id of the post an item is or tells of.
  ///
  /// Boosts, answers and what is not for everybody are not even asked for; but what a group boosts is what
  /// it tells.
  private static func post(_ item: RemoteValue, ofGroup isGroup: Bool) -> String? {
    guard let object = item.embedded else { return item.text }
    switch object.type {
    case "Announce" where isGroup:
      return object.values("object").first.flatMap { post($0, ofGroup: false) }
    case "Create":
      guard let post = object.object("object") else { return object.id(of: "object") }
      return isWorthwhile(post) ? post.id : nil
    case let type where SourcePost.types.contains(type):
      return isWorthwhile(object) ? object.id : nil
    default: return nil
    }
  }

  private static func isWorthwhile(_ post: RemoteObject) -> Bool {
    post.id(of: "inReplyTo") == nil && (post.audience.isEmpty || post.isListed)
  }
}
