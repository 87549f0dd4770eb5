import Foundation
import GRDB
import Model

/// The folders of the operator's list, and those of former lists that had actors.
struct FolderTable {
  private let db: Database

  private static let columns =
    "SELECT path, slug, english_name, handle, NULL FROM folder WHERE "
  private static let formerColumns =
    "SELECT path, slug, english_name, handle, retired FROM former_folder WHERE "

  init(_ db: Database) {
    self.db = db
  }

  func all() throws -> [Folder] {
    try db.rows(Self.columns + "position >= 0 ORDER BY position").map(Self.folder)
  }

  /// Those that have actors and are not listed any more.
  func former() throws -> [Folder] {
    try db.rows(Self.formerColumns + "handle > '' ORDER BY handle").map(Self.folder)
  }

  /// The folder whose actor has this name, listed or not.
  func folder(handle: String) throws -> Folder? {
    let row =
      try db.row(Self.columns + "handle = ?", [handle])
      ?? db.row(Self.formerColumns + "handle = ?", [handle])
    return try row.map(Self.folder)
  }

  /// Puts these folders in place of the former ones, of which those are remembered that had actors.
  func replace(with folders: [Folder], now: Date) throws {
    let handles = Set(folders.compactMap(\.handle))
    for folder in try all() {
      guard let handle = folder.handle, !handles.contains(handle) else { continue }
      try db.run(
        """
        INSERT INTO former_folder(handle, path, slug, english_name, retired) VALUES (?, ?, ?, ?, ?)
        """,
        [
          handle, Column.json(folder.path), folder.slug, folder.englishName,
          now.timeIntervalSince1970,
        ])
    }
    try db.run("DELETE FROM folder")
    for (position, folder) in folders.enumerated() {
      try db.run("DELETE FROM former_folder WHERE handle = ?", [folder.handle])
      try db.run(
        "INSERT INTO folder(position, path, slug, english_name, handle) VALUES (?, ?, ?, ?, ?)",
        [
          position, Column.json(folder.path), folder.slug, folder.englishName, folder.handle,
        ])
    }
  }

  private static func folder(_ row: Row) throws -> Folder {
    var folder = Folder(
      path: try Column.value(json: row[0]), slug: row[1], englishName: row[2], handle: row[3])
    folder.retired = (row[4] as Double?).map(Date.init(timeIntervalSince1970:))
    return folder
  }
}
