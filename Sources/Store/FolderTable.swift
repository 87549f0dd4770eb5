import GRDB
import Model

/// The folders of the operator's list.
struct FolderTable {
  private let db: Database

  private static let columns = "SELECT path, slug, english_name, handle FROM folder WHERE "

  init(_ db: Database) {
    self.db = db
  }

  func all() throws -> [Folder] {
    try db.rows(Self.columns + "position >= 0 ORDER BY position").map(Self.folder)
  }

  func folder(handle: String) throws -> Folder? {
    try db.row(Self.columns + "handle = ?", [handle]).map(Self.folder)
  }

  /// Puts these folders in place of the former ones.
  func replace(with folders: [Folder]) throws {
    try db.run("DELETE FROM folder")
    for (position, folder) in folders.enumerated() {
      try db.run(
        "INSERT INTO folder(position, path, slug, english_name, handle) VALUES (?, ?, ?, ?, ?)",
        [
          position, Column.json(folder.path), folder.slug, folder.englishName, folder.handle,
        ])
    }
  }

  private static func folder(_ row: Row) throws -> Folder {
    Folder(
      path: try Column.value(json: row[0]), slug: row[1], englishName: row[2], handle: row[3])
  }
}
