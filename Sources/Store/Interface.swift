public import Foundation
public import Model

/// The index: sources, entries and the lists they stand in, in one SQLite database.
public final class Store: Sendable {
  public enum Location: Sendable, Hashable {
    /// A file; its directory is made where it is missing.
    case file(String)
    /// Nothing is kept beyond the process.
    case memory
  }
  let path = ""
  /// - Parameters:
  ///   - maximumPages: how large the file may grow, for tests of the full disk.
  ///   - onQuery: is told every statement that runs, for tests of query plans.
  public init(
    _ location: Location, now: Date, maximumPages: Int? = nil,
    onQuery: (@Sendable (String) -> Void)? = nil
  ) throws(StoreError) { throw StoreError.cancelled }
  public func close() throws(StoreError) {}

  /// Readable at any time; touches no database.
  public var revision: Revision { Revision(entries: 0, sources: 0) }
  /// Raises the revision where another process has written.
  public func noticeOtherWriters() async throws(StoreError) { throw todo }
  /// The steps in which SQLite would answer a query.
  public func plan(of sql: String) async throws(StoreError) -> [String] { throw todo }

  // Site
  public func settledOrigin() async throws(StoreError) -> String? { throw todo }
  /// Writes the origin at the first call; later calls with another one throw `.originSettled`.
  public func settleOrigin(_ origin: String) async throws(StoreError) { throw todo }
  /// A `urn:uuid:` kept under a name for ever; made of `fresh` at the first call.
  public func identifier(named name: String, fresh: EntryKey) async throws(StoreError) -> String {
    throw todo
  }
  public func actorKey(of handle: String) async throws(StoreError) -> ActorKey? { throw todo }
  /// Keeps the key unless the actor has one, and gives the one that is kept.
  public func keep(_ key: ActorKey, of handle: String) async throws(StoreError) -> ActorKey {
    throw todo
  }

  // Sources
  /// Takes over the operator's list; `firstCheck` says when a source, one of so many new ones, is due.
  public func reconcile(
    with list: SubscriptionList, now: Date,
    firstCheck: @Sendable (Source.ID, Int) -> Date
  ) async throws(StoreError) -> Reconciliation { throw todo }
  /// All sources in the order of the operator's list, retired ones last.
  public func sources() async throws(StoreError) -> [Source] { throw todo }
  public func source(_ id: Source.ID) async throws(StoreError) -> Source? { throw todo }
  public func source(handle: String) async throws(StoreError) -> Source? { throw todo }
  /// In the order of the operator's list; `handle` is the one that was given, not the one wished for.
  public func folders() async throws(StoreError) -> [Folder] { throw todo }
  public func folder(slug: String) async throws(StoreError) -> Folder? { throw todo }
  public func folder(handle: String) async throws(StoreError) -> Folder? { throw todo }
  /// The title of the operator's list as it was last taken over.
  public func listTitle() async throws(StoreError) -> String? { throw todo }

  // Leases
  /// Hands out sources that are to be asked, the longest due first; nobody else gets them until they
  /// are recorded, released, or `duration` has passed.
  public func lease(
    owner: String, now: Date, duration: TimeInterval, limit: Int, dueOnly: Bool = true
  ) async throws(StoreError) -> [Source] { throw todo }
  /// Gives back all that `owner` holds.
  public func release(owner: String) async throws(StoreError) { throw todo }
  /// When the next source is due; `nil` where none is asked.
  public func nextDue() async throws(StoreError) -> Date? { throw todo }

  // Recording
  /// Remembers what came of a request that brought no new document, and ends the lease.
  public func record(
    _ state: FetchState, of source: Source.ID, owner: String
  ) async throws(StoreError) { throw todo }
  /// Takes in a document in one transaction: looks up, judges, writes, ends the lease.
  public func record(
    _ reading: Reading, judging: Reading.Judgement
  ) async throws(StoreError) -> Recorded { throw todo }
  /// Lists the entries from the future whose time has come; gives how many.
  @discardableResult
  public func releaseDue(now: Date) async throws(StoreError) -> Int { throw todo }

  // Entries
  public func page(
    of list: EntryList, at position: ListPosition = .newest, limit: Int
  ) async throws(StoreError) -> EntryPage { throw todo }
  public func count(of list: EntryList) async throws(StoreError) -> Int { throw todo }
  /// `nil` unless the entry is present.
  public func entry(_ id: EntryID) async throws(StoreError) -> IndexEntry? { throw todo }
  public func status(of id: EntryID) async throws(StoreError) -> EntryStatus { throw todo }
  /// Entries that hold all of the words, newest first.
  public func search(
    _ words: String, at position: ListPosition = .newest, limit: Int
  ) async throws(StoreError) -> EntryPage { throw todo }
  /// The tags most entries carry.
  public func tags(limit: Int) async throws(StoreError) -> [TagCount] { throw todo }

  // Taking down
  /// Takes an entry out of sight, reversibly.
  public func hide(_ id: EntryID) async throws(StoreError) { throw todo }
  public func show(_ id: EntryID) async throws(StoreError) { throw todo }
  /// Forgets an entry for ever; its keys stay, so that it is never taken in again.
  public func remove(_ id: EntryID, now: Date) async throws(StoreError) { throw todo }

  // Statistics
  public func statistics() async throws(StoreError) -> Statistics { throw todo }
  /// How many entries a source has told since then.
  public func entryCount(
    of source: Source.ID, since: Date
  ) async throws(StoreError) -> Int { throw todo }
  /// The same for every source that has told any.
  public func entryCounts(since: Date) async throws(StoreError) -> [Source.ID: Int] { throw todo }

  private var todo: StoreError { .failed(path: "", reason: "not written yet") }
}
