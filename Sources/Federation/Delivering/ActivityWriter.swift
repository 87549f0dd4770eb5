import Model
import Store

import struct Foundation.Date

/// Writes what our actors send.
struct ActivityWriter: Sendable {
  var site: SiteProfile
  /// When it is said.
  var now: Date

  private var writer: NoteWriter { NoteWriter(site: site, now: now) }

  func create(_ told: ToldEntry) throws -> OutgoingActivity {
    let name = NoteName.entry(told.entry.id)
    var activity = writer.create(writer.note(told), name)
    activity.context = .note
    return try outgoing(activity, at: .create(name), by: told.handle, about: url(.note(name)))
  }

  func announce(_ told: ToldEntry, by actor: LocalActor) throws -> OutgoingActivity {
    var activity = writer.announce(told, by: actor)
    activity.context = .plain
    return try outgoing(
      activity, at: .announce(by: actor.handle, of: told.entry.id), by: actor.handle,
      about: Self.id(of: activity.object))
  }

  /// The note as it is now; `told` says when it was told anew.
  func update(_ told: ToldEntry) throws -> OutgoingActivity {
    let note = writer.note(told)
    return try outgoing(
      .update, by: told.handle, about: note.id, .note(note), context: .note,
      to: Audience(to: note.to, cc: note.cc))
  }

  /// What takes a note back from whoever has it.
  func delete(_ note: String, by handle: Handle) throws -> OutgoingActivity {
    let tombstone = Tombstone(context: nil, id: note)
    return try outgoing(
      .delete, by: handle, about: note, .tombstone(tombstone), context: .plain,
      to: audience(of: handle))
  }

  /// What takes a boost back.
  func undo(_ boost: Post, by handle: Handle) throws -> OutgoingActivity {
    let audience = audience(of: handle)
    let announce = ActivityObject(
      id: url(.announce(by: handle, of: boost.entry)), type: .announce, actor: url(.actor(handle)),
      published: boost.told, to: audience.to, cc: audience.cc, object: .id(boost.object))
    return try outgoing(
      .undo, by: handle, about: boost.object, .activity(announce), context: .plain, to: audience)
  }

  private func audience(of handle: Handle) -> Audience {
    Audience(followers: url(.followers(handle)), isUnlisted: false)
  }
}

/// What actors say of themselves.
extension ActivityWriter {
  func update(_ actor: ActorObject, of handle: Handle) throws -> OutgoingActivity {
    var actor = actor
    actor.context = nil
    actor.updated = now
    return try outgoing(
      .update, by: handle, about: actor.id, .actor(actor), context: .actor,
      to: audience(of: handle))
  }

  /// - Parameter target: the id of the account its followers are to follow instead.
  func move(_ handle: Handle, to target: String) throws -> OutgoingActivity {
    let id = url(.actor(handle))
    return try outgoing(
      .move, by: handle, about: id, .id(id), context: .plain, to: audience(of: handle),
      target: target)
  }

  func delete(_ handle: Handle) throws -> OutgoingActivity {
    let id = url(.actor(handle))
    return try outgoing(
      .delete, by: handle, about: id, .id(id), context: .plain, to: audience(of: handle))
  }
}

extension ActivityWriter {
  private func outgoing(
    _ kind: ActivityObject.Kind, by handle: Handle, about id: String,
    _ object: ActivityObject.Object, context: LinkedDataContext, to audience: Audience,
    target: String? = nil
  ) throws -> OutgoingActivity {
    let moment = String(Int64(now.timeIntervalSince1970 * 1000))
    let address = Address.activity(ActivityName(kind, by: handle, of: id, at: moment))
    let activity = ActivityObject(
      context: context, id: url(address), type: kind, actor: url(.actor(handle)), published: now,
      to: audience.to, cc: audience.cc, object: object, target: target)
    return try outgoing(activity, at: address, by: handle, about: id)
  }

  private func outgoing(
    _ activity: ActivityObject, at address: Address, by handle: Handle, about id: String
  ) throws -> OutgoingActivity {
    OutgoingActivity(
      path: address.path, actor: handle.description, kind: activity.type.rawValue, object: id,
      body: try Document(activity).body, made: now)
  }

  private static func id(of object: ActivityObject.Object) -> String {
    switch object {
    case .id(let id): id
    case .note(let note): note.id
    case .actor(let actor): actor.id
    case .tombstone(let tombstone): tombstone.id
    case .activity(let activity): activity.id
    case .request(let request): request.id ?? request.object
    }
  }

  private func url(_ address: Address) -> String { address.url(at: site) }
}
