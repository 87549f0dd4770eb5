import GRDB

/// How a database's tables relate to ours.
enum MigrationState {
  case new, outdated, current

  /// Looks at a database; throws for one of a newer version or of another program.
  static func read(path: String, migrator: DatabaseMigrator) -> @Sendable (Database) throws -> Self
  {
    { db in
      let applied = try migrator.appliedIdentifiers(db)
      guard !applied.isEmpty else {
        // Another process may have just begun: the list of migrations is there before the first of them.
        let isEmpty = try !db.exists(
          "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name <> 'grdb_migrations'")
        guard isEmpty else { throw StoreError.notADatabase(path: path) }
        return .new
      }
      let id = try Int32.fetchOne(db, sql: "PRAGMA application_id")
      guard id == Schema.applicationID else { throw StoreError.notADatabase(path: path) }
      let unknown = applied.subtracting(migrator.migrations)
      guard unknown.isEmpty else {
        throw StoreError.newerVersion(
          path: path, found: unknown.max(by: Self.isOlder) ?? "",
          known: migrator.migrations.last ?? "")
      }
      return try migrator.hasCompletedMigrations(db) ? .current : .outdated
    }
  }

  /// `v9` is older than `v10`.
  private static func isOlder(_ left: String, _ right: String) -> Bool {
    (left.count, left) < (right.count, right)
  }
}
