import Model
import Store

/// What was done with our notes: how often, and which replies are shown, but not by whom.
extension ActivityPubReader {
  /// So many replies are named.
  private static let replies = 100

  /// The note with how often it was liked, shared and answered.
  func counted(_ note: NoteObject) async throws -> NoteObject {
    try await counted([note]).first ?? note
  }

  func counted(_ notes: [NoteObject]) async throws -> [NoteObject] {
    let names = notes.map { OwnIDs(site: site).note($0.id)?.description ?? "" }
    let tallies = try await store.tallies(of: names)
    return zip(notes, names).map { note, name in
      guard let tally = tallies[name] else { return note }
      var note = note
      note.likes.totalItems = tally.likes
      note.shares.totalItems = tally.shares
      note.replies.totalItems = tally.replies
      return note
    }
  }

  /// The collection behind one of these numbers.
  func reactions(_ address: Address, _ name: NoteName) async throws -> Document {
    let tally = try await store.tallies(of: [name.description])[name.description] ?? NoteTally()
    var collection = CollectionObject(
      context: .plain, id: url(address), type: .collection, totalItems: 0)
    switch address {
    case .likes: collection.totalItems = tally.likes
    case .shares: collection.totalItems = tally.shares
    default:
      collection.totalItems = tally.replies
      let shown = try await store.shownReplies(to: name.description, limit: Self.replies)
      collection.items = shown.map { .id($0.id) }
    }
    // A number without names is a number that is meant to have none.
    if collection.totalItems == 0 { collection.items = [] }
    return try Document(collection)
  }
}
