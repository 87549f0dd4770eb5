import GRDB

/// Words that are kept by name.
struct SiteTable {
  /// The name of the public origin.
  static let origin = "origin"

  private let db: Database

  init(_ db: Database) {
    self.db = db
  }

  func value(of name: String) throws -> String? {
    try db.value("SELECT value FROM site WHERE name = ?", [name])
  }

  /// Keeps `value` unless the name has one, and gives the one that is kept.
  func keep(_ value: String, as name: String) throws -> String {
    if let kept = try self.value(of: name) { return kept }
    try set(value, as: name)
    return value
  }

  func set(_ value: String, as name: String) throws {
    try db.run(
      "INSERT INTO site(name, value) VALUES (?, ?) ON CONFLICT(name) DO UPDATE SET value = ?",
      [name, value, value])
  }

  func remove(_ name: String) throws {
    try db.run("DELETE FROM site WHERE name = ?", [name])
  }
}
