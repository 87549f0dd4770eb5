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

  /// The name that the folder of this slug was given when it first wished for one.
  func handle(ofFolder slug: String) throws -> String? {
    try db.value("SELECT name FROM handle WHERE folder = ?", [slug])
  }

  func insert(_ name: String, folder slug: String? = nil) throws {
    try db.run("INSERT INTO handle(name, folder) VALUES (?, ?)", [name, slug])
  }
}
