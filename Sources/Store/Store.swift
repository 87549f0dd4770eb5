public import Foundation
import GRDB
import Synchronization

/// The index: sources, entries and the lists they stand in, in one SQLite database.
///
/// Every method is one transaction: after a crash all of it is there, or nothing. Several processes may
/// share one file.
public final class Store: Sendable {
  /// Where the database is.
  public enum Location: Sendable, Hashable {
    /// A file; its directory is made where it is missing.
    case file(String)
    /// Nothing is kept beyond the process.
    case memory
  }

  /// Rings when there are new announcements.
  public let toTell = Bell()
  /// Rings when there are new activities to be sent.
  public let toSend = Bell()

  private let path: String
  private let database: any DatabaseWriter
  private let entryChanges = Atomic(0)
  private let sourceChanges = Atomic(0)
  private let reactionChanges = Atomic(0)
  /// SQLite's own count of what other connections wrote.
  private let dataVersion = Atomic<Int64>(0)

  /// Opens the database, makes it where it is missing, and brings it up to date.
  ///
  /// A database of an older version is copied first, to a file beside it that is named after `now`.
  ///
  /// - Parameters:
  ///   - maximumPages: how large the file may grow, for tests of the full disk.
  ///   - onQuery: is told every statement of ours that runs, for tests of query plans.
  public convenience init(
    _ location: Location, now: Date, maximumPages: Int? = nil,
    onQuery: (@Sendable (String) -> Void)? = nil
  ) throws(StoreError) {
    try self.init(
      location, now: now, migrator: Schema.migrator(), maximumPages: maximumPages,
      onQuery: onQuery)
  }

  init(
    _ location: Location, now: Date, migrator: DatabaseMigrator, maximumPages: Int? = nil,
    onQuery: (@Sendable (String) -> Void)? = nil
  ) throws(StoreError) {
    let path =
      switch location {
      case .file(let path): path
      case .memory: ":memory:"
      }
    let file = DatabaseFile(
      path: path, migrator: migrator, maximumPages: maximumPages, onQuery: onQuery)
    do {
      let database =
        location == .memory ? try file.openInMemory() : try file.open(now: now)
      let version = try database.writeWithoutTransaction(Self.readDataVersion)
      self.path = path
      self.database = database
      dataVersion.store(version, ordering: .relaxed)
      for (table, bell) in [("announcement", toTell), ("activity", toSend)] {
        database.add(transactionObserver: RowWatch(table, bell), extent: .databaseLifetime)
      }
    } catch {
      throw StoreError(error, path: path)
    }
  }

  /// Ends all access; whatever is asked afterwards fails.
  public func close() throws(StoreError) {
    do {
      try database.close()
    } catch {
      throw StoreError(error, path: path)
    }
  }

  /// Readable at any time; touches no database.
  public var revision: Revision {
    Revision(
      entries: entryChanges.load(ordering: .acquiring),
      sources: sourceChanges.load(ordering: .acquiring),
      reactions: reactionChanges.load(ordering: .acquiring))
  }

  /// Raises the revision if another process has written since the last call.
  public func noticeOtherWriters() async throws(StoreError) {
    let version = try await currentDataVersion()
    if dataVersion.exchange(version, ordering: .acquiringAndReleasing) != version {
      noteChange(entries: true, sources: true, reactions: true)
    }
  }

  /// The steps in which SQLite would answer a query.
  public func plan(of sql: String) async throws(StoreError) -> [String] {
    try await read { db in
      let statement = try db.makeStatement(sql: "EXPLAIN QUERY PLAN " + sql)
      statement.setUncheckedArguments([])
      return try Row.fetchAll(statement).map { $0["detail"] }
    }
  }

  private static func readDataVersion(_ db: Database) throws -> Int64 {
    try Int64.fetchOne(db, sql: "PRAGMA data_version") ?? 0
  }
}

extension Store {
  func noteChange(entries: Bool = false, sources: Bool = false, reactions: Bool = false) {
    if entries { entryChanges.add(1, ordering: .releasing) }
    if sources { sourceChanges.add(1, ordering: .releasing) }
    if reactions { reactionChanges.add(1, ordering: .releasing) }
  }

  func read<Value: Sendable>(
    _ body: @Sendable (Database) throws -> Value
  ) async throws(StoreError) -> Value {
    do {
      return try await database.read(body)
    } catch {
      throw StoreError(error, path: path)
    }
  }

  /// Runs `body` in one transaction, undone as a whole where it throws.
  func write<Value: Sendable>(
    _ body: @Sendable (Database) throws -> Value
  ) async throws(StoreError) -> Value {
    do {
      return try await database.write(body)
    } catch {
      throw StoreError(error, path: path)
    }
  }

  /// The writing connection's: its own commits do not count.
  private func currentDataVersion() async throws(StoreError) -> Int64 {
    do {
      return try await database.writeWithoutTransaction(Self.readDataVersion)
    } catch {
      throw StoreError(error, path: path)
    }
  }
}
