import Foundation
import GRDB

/// Opens the database and brings its tables up to date.
struct DatabaseFile {
  var path: String
  var configuration: Configuration
  var migrator: DatabaseMigrator

  /// How long a writer waits for another process.
  private static let patience: TimeInterval = 10
  /// Pages kept in memory per connection, in KiB.
  private static let cache = 8192
  /// How large the log may grow before it is written back, in pages of 4 KiB: an index page that many
  /// sources' entries change is then written once for all of them.
  private static let log = 16_384

  /// What the statements name that the full-text index runs on tables of its own.
  private static let ofSearch = "'main'.'search_"

  init(
    path: String, migrator: DatabaseMigrator, maximumPages: Int?,
    onQuery: (@Sendable (String) -> Void)?
  ) {
    self.path = path
    self.migrator = migrator
    configuration = Configuration()
    configuration.label = "coopwire"
    configuration.busyMode = .timeout(Self.patience)
    configuration.maximumReaderCount = 4
    configuration.prepareDatabase { db in
      try db.execute(sql: "PRAGMA cache_size = -\(Self.cache)")
      try db.execute(sql: "PRAGMA synchronous = NORMAL")
      try db.execute(sql: "PRAGMA wal_autocheckpoint = \(Self.log)")
      if let maximumPages { try db.execute(sql: "PRAGMA max_page_count = \(maximumPages)") }
      guard let onQuery else { return }
      db.trace { event in
        guard case .statement(let statement) = event else { return }
        let sql = statement.sql
        if !sql.contains(Self.ofSearch) { onQuery(sql) }
      }
    }
  }

  func openInMemory() throws -> any DatabaseWriter {
    let database = try DatabaseQueue(configuration: configuration)
    try migrator.migrate(database)
    return database
  }

  /// - Parameter now: names the backup, where one is needed.
  func open(now: Date) throws -> any DatabaseWriter {
    try makeDirectory()
    Self.makePrivate(path)
    let database = try DatabasePool(path: path, configuration: configuration)
    let state = try database.read(MigrationState.read(path: path, migrator: migrator))
    if state == .outdated {
      let backup = "\(path).backup-\(now.formatted(Self.stamp))"
      Self.makePrivate(backup)
      try database.vacuum(into: backup)
    }
    if state != .current { try migrate(database) }
    Self.keepPrivate([path, path + "-wal", path + "-shm"])
    return database
  }

  /// A migration that another process has just done is done; then it goes on with the next.
  private func migrate(_ database: DatabasePool) throws {
    while true {
      let before = try database.read(migrator.appliedIdentifiers)
      do {
        return try migrator.migrate(database)
      } catch {
        guard try database.read(migrator.appliedIdentifiers) != before else { throw error }
      }
    }
  }

  /// Makes an empty file for its owner alone, where there is none yet.
  ///
  /// It is going to hold private keys (federation rule S26); what SQLite puts beside it gets the same
  /// permissions.
  private static func makePrivate(_ path: String) {
    do {
      try Data().write(to: URL(filePath: path), options: .withoutOverwriting)
      keepPrivate([path])
    } catch {
      // It is there already, or opening it says why it cannot be.
    }
  }

  /// Closes files to others that an older version left open; another account's files stay as they are.
  private static func keepPrivate(_ paths: [String]) {
    for path in paths {
      try? FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
    }
  }

  private static let stamp = Date.ISO8601FormatStyle(
    dateSeparator: .omitted, timeSeparator: .omitted)

  private func makeDirectory() throws {
    let directory = URL(filePath: path).deletingLastPathComponent()
    do {
      try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    } catch {
      throw StoreError.readOnly(path: path, reason: "its directory cannot be made")
    }
  }
}
