import Model
import Store

import struct Foundation.Date

/// What actors hold: what they said, who follows them, what they pin.
extension ActivityPubReader {
  private static let pins = 5

  /// A collection that is short enough to be given at once.
  func collection(_ address: Address, items: [CollectionObject.Item]) -> CollectionObject {
    CollectionObject(
      context: .note, id: url(address), type: .ordered, totalItems: items.count,
      orderedItems: items)
  }

  /// A newcomer's server reads these at once, and never the outbox.
  func featured(of actor: LocalActor, now: Date) async throws -> Document {
    let writer = NoteWriter(site: site, now: now)
    var notes = try await introduction(of: actor, writer).map { [$0] } ?? []
    if let list = actor.list, !actor.boosts {
      let page = try await store.page(of: list, at: .newest, limit: Self.pins)
      notes += try await finder.told(page.entries, by: actor).map(writer.note)
    }
    notes = try await counted(notes)
    return try Document(
      collection(.featured(actor.handle), items: notes.map { .note($0) }),
      lastModified: notes.map { $0.updated ?? $0.published }.max())
  }

  /// How many there are is no secret, and who they are is; without `first` Mastodon takes the number for
  /// one as well.
  func followers(
    _ address: Address, _ query: QueryParameters
  ) async throws -> Document {
    let id = url(address)
    let total = try await total(of: address)
    let page = id + OutboxPage.newest.query
    guard query["page"] != nil else {
      return try Document(
        CollectionObject(
          context: .plain, id: id, type: .ordered, totalItems: total, first: page, last: page))
    }
    return try Document(
      CollectionObject(
        context: .plain, id: page, type: .orderedPage, totalItems: total, partOf: id,
        orderedItems: []))
  }

  private func total(of address: Address) async throws -> Int {
    switch address {
    case .followers(let handle): try await store.followerCount(of: handle.description)
    case .following(.merged): try await store.followingCount()
    default: 0
    }
  }

  func outbox(
    of actor: LocalActor, _ query: QueryParameters, now: Date
  ) async throws -> Document {
    guard let asked = OutboxPage.asked(by: query) else { return try .notFound() }
    let id = url(.outbox(actor.handle))
    let total = if let list = actor.list { try await store.count(of: list) } else { 0 }
    guard case .page(let page) = asked else {
      return try Document(
        CollectionObject(
          context: .plain, id: id, type: .ordered, totalItems: total,
          first: id + OutboxPage.newest.query, last: id + OutboxPage.oldest.query))
    }
    var object = CollectionObject(
      context: .note, id: id + page.query, type: .orderedPage, totalItems: total, partOf: id,
      orderedItems: [])
    guard let list = actor.list else { return try Document(object) }
    let entries = try await store.page(of: list, at: page.position, limit: OutboxPage.size)
    object.orderedItems = try await activities(entries.entries, by: actor, now: now)
    if let last = entries.entries.last, entries.hasOlder {
      object.next = id + OutboxPage(.before(last.id)).query
    }
    if let first = entries.entries.first, entries.hasNewer {
      object.prev = id + OutboxPage(.after(first.id)).query
    }
    return try Document(object, lastModified: changed(entries.entries, now: now))
  }

  private func activities(
    _ entries: [IndexEntry], by actor: LocalActor, now: Date
  ) async throws -> [CollectionObject.Item] {
    let writer = NoteWriter(site: site, now: now)
    let told = try await finder.told(entries, by: actor)
    guard !actor.boosts else { return told.map { .activity(writer.announce($0, by: actor)) } }
    let notes = try await counted(told.map(writer.note))
    return zip(told, notes).map { told, note in
      .activity(writer.create(note, .entry(told.entry.id)))
    }
  }

  private func changed(_ entries: [IndexEntry], now: Date) -> Date? {
    entries.map { min(max($0.updated, $0.firstSeen), now) }.max()
  }
}
