import GRDB
import Model

/// All names that were ever given out.
struct HandleTable {
  private let db: Database

  init(_ db: Database) {
    self.db = db
  }

  func book() throws -> HandleBook {
    HandleBook(taken: Set(try db.values("SELECT name FROM handle WHERE name > ''")))
  }

  /// The name of the actor of the folder that has this slug, or had it last.
  func handle(ofFolder slug: String) throws -> String? {
    try db.value("SELECT name FROM handle WHERE folder = ?", [slug])
  }

  func insert(_ name: String) throws {
    try db.run("INSERT INTO handle(name) VALUES (?)", [name])
  }

  /// Gives a name to the folder of this slug, which may be a new name or the folder's under another slug.
  func set(_ name: String, ofFolder slug: String) throws {
    try db.run("UPDATE handle SET folder = NULL WHERE folder = ? AND name <> ?", [slug, name])
    try db.run(
      """
      INSERT INTO handle(name, folder) VALUES (?, ?)
      ON CONFLICT(name) DO UPDATE SET folder = excluded.folder
      """, [name, slug])
  }
}
