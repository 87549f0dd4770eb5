import Model
import Store

/// The one gate through which entries come into notes, boosts and collections.
struct NoteFinder: Sendable {
  var store: Store

  /// The entry, where its own source's actor tells it.
  func told(_ id: EntryID) async throws -> Finding<ToldEntry> {
    try await find(id) { .outbox(.source($0.source.id)) }
  }

  /// The entry, where the actor boosts it.
  func boosted(_ id: EntryID, by actor: LocalActor) async throws -> Finding<ToldEntry> {
    guard actor.boosts, let list = actor.list else { return .absent }
    return try await find(id) { _ in list.scope }
  }

  private func find(
    _ id: EntryID, in scope: (ToldEntry) -> EntryList.Scope
  ) async throws -> Finding<ToldEntry> {
    guard let entry = try await store.entry(id) else {
      guard case .removed(let date) = try await store.status(of: id) else { return .absent }
      return .removed(date)
    }
    guard let told = ToldEntry(entry, by: try await store.source(entry.sourceID)),
      try await stands(id, in: EntryList(scope(told)))
    else { return .absent }
    return .found(told)
  }

  private func stands(_ id: EntryID, in list: EntryList) async throws -> Bool {
    guard id.rawValue < Int64.max else { return false }
    let page = try await store.page(of: list, at: .before(id.next), limit: 1)
    return page.entries.first?.id == id
  }

  /// Entries together with who tells them; those that nobody may tell are left out.
  func told(_ entries: [IndexEntry]) async throws -> [ToldEntry] {
    var sources: [Source.ID: Source] = [:]
    for id in Set(entries.map(\.sourceID)) { sources[id] = try await store.source(id) }
    return entries.compactMap { ToldEntry($0, by: sources[$0.sourceID]) }
  }
}
