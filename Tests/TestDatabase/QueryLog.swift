public import Store
import Synchronization

/// Every statement that ran, once, and how SQLite would answer it.
public final class QueryLog: Sendable {
  private let statements = Mutex<Set<String>>([])

  public init() {}

  public func note(_ sql: String) {
    statements.withLock { _ = $0.insert(sql) }
  }

  public func forget() {
    statements.withLock { $0 = [] }
  }

  /// Those that read or write rows, the virtual table's own aside.
  public var queries: [String] {
    let verbs = ["SELECT", "UPDATE", "DELETE", "INSERT", "WITH"]
    return statements.withLock { statements in
      statements.filter { sql in verbs.contains { sql.hasPrefix($0) } }
        .filter { !$0.contains("grdb_migrations") && !$0.contains("sqlite_master") }.sorted()
    }
  }

  /// The steps that read a whole table, of every query that was noted.
  public func scans(_ store: Store) async throws -> [String] {
    var scans: [String] = []
    for query in queries {
      let steps = try await store.plan(of: query)
      let slow = steps.filter { step in
        step.hasPrefix("SCAN") && !step.contains("VIRTUAL TABLE") && step != "SCAN CONSTANT ROW"
          || step.contains("TEMP B-TREE FOR ORDER BY") && !query.contains("json_each")
      }
      if !slow.isEmpty { scans.append("\(slow): \(query)") }
    }
    return scans
  }
}
