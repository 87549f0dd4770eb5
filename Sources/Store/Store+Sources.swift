public import Foundation
public import Model

/// The operator's list, and what it names.
extension Store {
  private static let title = "list.title"

  /// Takes over the operator's list by set difference, comparing feed addresses.
  ///
  /// Handles are given once and never change. A source that is no longer listed is retired, and its
  /// entries stay for a month; one whose address changed is recognised by its handle, and so is a folder
  /// that was renamed. Entries move between lists where their source moves between folders.
  ///
  /// - Parameter firstCheck: says when a new source is due; it is told how many new ones there are.
  public func reconcile(
    with list: SubscriptionList, now: Date, firstCheck: @Sendable (Source.ID, Int) -> Date
  ) async throws(StoreError) -> Reconciliation {
    let result = try await write { db in
      let site = SiteTable(db)
      if let title = list.title {
        try site.set(title, as: Self.title)
      } else {
        try site.remove(Self.title)
      }
      var reconciler = try Reconciler(list, now: now, db)
      return try reconciler.run(firstCheck: firstCheck)
    }
    if !result.isEmpty { noteChange(entries: true, sources: true) }
    return result
  }

  /// The title of the operator's list as it was last taken over.
  public func listTitle() async throws(StoreError) -> String? {
    try await read { db in try SiteTable(db).value(of: Self.title) }
  }

  /// All sources in the order of the operator's list, retired ones last.
  public func sources() async throws(StoreError) -> [Source] {
    try await read { db in try SourceTable(db).all() }
  }

  public func source(_ id: Source.ID) async throws(StoreError) -> Source? {
    try await read { db in try SourceTable(db).source(id) }
  }

  public func source(handle: String) async throws(StoreError) -> Source? {
    try await read { db in try SourceTable(db).source(handle: handle) }
  }

  /// In the order of the operator's list; `handle` is the one given, not the one wished for.
  public func folders() async throws(StoreError) -> [Folder] {
    try await read { db in try FolderTable(db).all() }
  }

  /// Folders that have actors and are not listed any more.
  public func formerFolders() async throws(StoreError) -> [Folder] {
    try await read { db in try FolderTable(db).former() }
  }

  /// The folder whose actor has this name, listed or not.
  public func folder(handle: String) async throws(StoreError) -> Folder? {
    try await read { db in try FolderTable(db).folder(handle: handle) }
  }
}
