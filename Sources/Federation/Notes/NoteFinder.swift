import Model
import Store

/// The one gate through which entries come into notes, boosts and collections.
struct NoteFinder: Sendable {
  var store: Store

  /// The entry, where its own source's actor tells it.
  ///
  /// A note that was withdrawn never comes back.
  func told(_ id: EntryID) async throws -> Finding<ToldEntry> {
    let note = try await store.posts(of: id).first { $0.digest != nil }
    if let withdrawn = note?.withdrawn { return .removed(withdrawn) }
    return try await find(id, note) { told in
      told.isNative && note == nil ? nil : .outbox(.source(told.source.id))
    }
  }

  /// The entry, where the actor boosts it.
  func boosted(_ id: EntryID, by actor: LocalActor) async throws -> Finding<ToldEntry> {
    guard actor.boosts, let list = actor.list else { return .absent }
    let boost = try await store.posts(of: [id], by: actor.handle.description)[id]
    if let withdrawn = boost?.withdrawn { return .removed(withdrawn) }
    return try await find(id, boost) { _ in list.scope }
  }

  private func find(
    _ id: EntryID, _ post: Post?, in scope: (ToldEntry) -> EntryList.Scope?
  ) async throws -> Finding<ToldEntry> {
    guard let entry = try await store.entry(id) else {
      guard case .removed(let date) = try await store.status(of: id) else { return .absent }
      return .removed(date)
    }
    let teller = try await store.source(entry.tellerID)
    let shown =
      entry.tellerID == entry.sourceID ? teller : try await store.source(entry.sourceID)
    guard var told = ToldEntry(entry, by: teller, showing: shown), let scope = scope(told),
      try await stands(id, in: EntryList(scope))
    else { return .absent }
    told.post = post
    return .found(told)
  }

  private func stands(_ id: EntryID, in list: EntryList) async throws -> Bool {
    guard id.rawValue < Int64.max else { return false }
    let page = try await store.page(of: list, at: .before(id.next), limit: 1)
    return page.entries.first?.id == id
  }

  /// Entries together with who tells them; those that nobody may tell are left out, and those that
  /// the actor has withdrawn or leaves to the source's own account.
  func told(_ entries: [IndexEntry], by actor: LocalActor) async throws -> [ToldEntry] {
    var sources: [Source.ID: Source] = [:]
    for id in Set(entries.flatMap { [$0.tellerID, $0.sourceID] }) {
      sources[id] = try await store.source(id)
    }
    let posts = try await store.posts(of: entries.map(\.id), by: actor.handle.description)
    return entries.compactMap { entry in
      let post = posts[entry.id]
      guard post?.withdrawn == nil,
        var told = ToldEntry(
          entry, by: sources[entry.tellerID], showing: sources[entry.sourceID]),
        actor.boosts || !told.isNative || post != nil
      else { return nil }
      told.post = post
      return told
    }
  }
}

extension IndexEntry {
  /// The source whose actor tells it.
  var tellerID: Source.ID { authorID ?? sourceID }
}
