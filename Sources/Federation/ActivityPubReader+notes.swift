import Model
import Store

import struct Foundation.Date

/// Notes, what was done with them, and what belongs to them.
extension ActivityPubReader {
  func answer(to address: Address, of name: NoteName, now: Date) async throws -> Document {
    switch try await note(name, now: now) {
    case .found(let note):
      try await document(address, name, note, NoteWriter(site: site, now: now))
    case .removed(let date): try tombstone(address, date)
    case .absent: try .notFound()
    }
  }

  private func note(_ name: NoteName, now: Date) async throws -> Finding<NoteObject> {
    let writer = NoteWriter(site: site, now: now)
    switch name {
    case .introduction(let handle):
      guard let actor = try await directory.actor(handle),
        let note = try await introduction(of: actor, writer)
      else { return .absent }
      return .found(note)
    case .entry(let id):
      switch try await finder.told(id) {
      case .found(let told): return .found(writer.note(told))
      case .removed(let date): return .removed(date)
      case .absent: return .absent
      }
    }
  }

  /// Only actors that boost need one; a newswire without sources has nothing to introduce.
  func introduction(of actor: LocalActor, _ writer: NoteWriter) async throws -> NoteObject? {
    guard actor.boosts, let founded = try await directory.founded() else { return nil }
    return writer.introduction(of: actor, founded: founded)
  }

  private func document(
    _ address: Address, _ name: NoteName, _ note: NoteObject, _ writer: NoteWriter
  ) async throws -> Document {
    let changed = note.updated ?? note.published
    switch address {
    case .note:
      var note = try await counted(note)
      note.linkedDataContext = .note
      return try Document(note, lastModified: changed)
    case .create:
      var activity = writer.create(try await counted(note), name)
      activity.context = .note
      return try Document(activity, lastModified: changed)
    case .context: return try Document(collection(address, items: [.id(note.id)]))
    default: return try await reactions(address, name)
    }
  }

  func announce(by handle: Handle, of id: EntryID, now: Date) async throws -> Document {
    guard let actor = try await directory.actor(handle), actor.boosts else {
      return try .notFound()
    }
    switch try await finder.boosted(id, by: actor) {
    case .found(let told):
      var activity = NoteWriter(site: site, now: now).announce(told, by: actor)
      activity.context = .plain
      return try Document(activity, lastModified: activity.published)
    case .removed(let date): return try tombstone(.announce(by: handle, of: id), date)
    case .absent: return try .notFound()
    }
  }

  private func tombstone(_ address: Address, _ date: Date) throws -> Document {
    let formerType =
      switch address {
      case .note: "Note"
      case .create: "Create"
      case .announce: "Announce"
      case .context: "OrderedCollection"
      default: "Collection"
      }
    return try tombstone(address, date, formerType)
  }
}
