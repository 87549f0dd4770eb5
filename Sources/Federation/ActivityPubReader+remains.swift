import Model
import Store

import struct Foundation.Date

/// What is left of actors and of what they did.
extension ActivityPubReader {
  /// The kinds of activities that hold a note, or speak for it.
  private static let speaking: Set = ["Update", "QuoteAuthorization"]

  /// An actor that was removed for ever is a tombstone, and so is all that belonged to it.
  func removed(_ address: Address, _ handle: Handle) async throws -> Document {
    guard let date = try await directory.removal(of: handle) else { return try .notFound() }
    let formerType =
      switch address {
      case .actor: "Service"
      case .formerKey: "Key"
      default: "OrderedCollection"
      }
    return try tombstone(address, date, formerType)
  }

  func tombstone(_ address: Address, _ date: Date, _ formerType: String) throws -> Document {
    let tombstone = Tombstone(id: url(address), formerType: formerType, deleted: date)
    return try Document(tombstone, status: 410, lastModified: date)
  }

  /// An activity that is being sent, or was of late, in the very bytes that are sent; one that holds a note, or
  /// speaks for it, only as long as the note itself is to be seen (federation rule S20).
  func activity(_ address: Address) async throws -> Document {
    guard let activity = try await store.activity(path: address.path) else {
      return try .notFound()
    }
    if Self.speaking.contains(activity.kind),
      case .entry(let entry) = OwnIDs(site: site).note(activity.object)
    {
      switch try await finder.told(entry) {
      case .found: break
      case .removed(let date): return try tombstone(address, date, activity.kind)
      case .absent: return try .notFound()
      }
    }
    return Document(
      contentType: Document.activityType, body: activity.body, lastModified: activity.made,
      maxAge: 180)
  }

  /// A key that was replaced, for those who still hold something signed with it.
  func formerKey(_ number: Int, of actor: LocalActor) async throws -> Document {
    let keys = try await store.formerKeys(of: actor.handle.description)
    guard let key = keys.first(where: { $0.number == number }) else { return try .notFound() }
    let pair = try KeyPair(of: actor.handle, privatePEM: key.pem)
    return try Document(
      KeyObject(
        id: url(.formerKey(actor.handle, number)), owner: url(.actor(actor.handle)),
        publicKeyPem: pair.publicPEM))
  }
}
