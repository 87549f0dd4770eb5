import Model
import Store

import struct Foundation.Date

/// Knows which actors there are.
struct ActorDirectory: Sendable {
  var store: Store

  /// The actor of this name; none where there never was one, or it was removed for ever.
  func actor(_ handle: Handle) async throws -> LocalActor? {
    let record = try await store.actorRecord(of: handle.description)
    guard record.deleted == nil else { return nil }
    var actor = try await listed(handle)
    actor?.movedTo = record.movedTo
    return actor
  }

  /// Since when an actor is removed for ever.
  func removal(of handle: Handle) async throws -> Date? {
    try await store.actorRecord(of: handle.description).deleted
  }

  private func listed(_ handle: Handle) async throws -> LocalActor? {
    switch handle {
    case .instance: return LocalActor(handle: handle, role: .instance)
    case .merged: return LocalActor(handle: handle, role: .merged)
    default: break
    }
    if let source = try await store.source(handle: handle.description) {
      return try await mirror(of: source, handle)
    }
    guard let folder = try await store.folder(handle: handle.description) else { return nil }
    return try await announcer(of: folder, handle)
  }

  /// A folder that is no longer listed keeps its actor while there is anybody who knows it: what it takes
  /// back, and that it has ended, is believed only while its key can be read.
  private func announcer(of folder: Folder, _ handle: Handle) async throws -> LocalActor? {
    let actor = LocalActor(handle: handle, role: .folder(folder))
    guard folder.retired != nil else { return actor }
    let name = handle.description
    if try await store.hasPosted(name) { return actor }
    return try await store.hasFollowers(name) ? actor : nil
  }

  /// A source that is no longer listed keeps its actor as long as there is something it has said.
  ///
  /// One that is not mirrored any more keeps it too: what it takes back is believed only while its key can
  /// be read.
  private func mirror(of source: Source, _ handle: Handle) async throws -> LocalActor? {
    let actor = LocalActor(handle: handle, role: .source(source))
    let mirrors = LocalActor.mirrors(source)
    if mirrors, source.retired == nil { return actor }
    if mirrors, let list = actor.list, try await store.count(of: list) > 0 { return actor }
    return try await store.hasPosted(handle.description) ? actor : nil
  }

  /// When the first source was listed, and with it the newswire began.
  func founded() async throws -> Date? {
    try await store.sources().map(\.added).min()
  }
}
