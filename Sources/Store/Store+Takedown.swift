public import Foundation
public import Model

/// Entries that are not to be seen.
extension Store {
  /// Takes an entry out of sight, reversibly; throws `.unknownEntry` where there is none.
  ///
  /// Boosts of it are taken back, its author's post is not.
  @discardableResult
  public func hide(_ id: EntryID, now: Date) async throws(StoreError) -> EntryChange {
    let change = try await write { db in try Visibility(db).hide(id, now: now) }
    if change.isChanged { noteChange(entries: true) }
    return change
  }

  /// Undoes `hide`; boosts that were taken back stay so.
  @discardableResult
  public func show(_ id: EntryID, now: Date) async throws(StoreError) -> EntryChange {
    let change = try await write { db in try Visibility(db).show(id, now: now) }
    if change.isChanged { noteChange(entries: true) }
    return change
  }

  /// Forgets an entry for ever; its keys stay, so that it is never taken in again.
  public func remove(_ id: EntryID, now: Date) async throws(StoreError) {
    try await write { db in try Visibility(db).remove(id, now: now) }
    noteChange(entries: true)
  }
}
