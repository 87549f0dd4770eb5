import GRDB

/// A number that would be slow to count.
struct Counter {
  enum Name: String {
    /// Entries held, removed ones aside.
    case entries
  }

  private let name: Name
  private let db: Database

  init(_ name: Name, _ db: Database) {
    self.name = name
    self.db = db
  }

  func value() throws -> Int {
    try db.value("SELECT count FROM counter WHERE name = ?", [name.rawValue]) ?? 0
  }

  func add(_ number: Int) throws {
    guard number != 0 else { return }
    let total = try value() + number
    try db.run(
      "INSERT INTO counter(name, count) VALUES (?, ?) ON CONFLICT(name) DO UPDATE SET count = ?",
      [name.rawValue, total, total])
  }
}
