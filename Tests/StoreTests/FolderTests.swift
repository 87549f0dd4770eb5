import Foundation
import GRDB
import Model
import TestDatabase
import Testing

@testable import Store

/// Which actor a folder of the operator's list has, whatever becomes of the folder.
struct FolderTests {
  private func list(_ folders: [Folder]) -> SubscriptionList {
    var list = Fixture.list()
    list.folders = folders
    return list
  }

  private func folder(_ name: String, _ handle: String?) -> Folder {
    Folder(path: [name], slug: name.slug(), handle: handle)
  }

  /// The names of actors of listed folders, after each of these lists was taken over.
  private func handles(_ lists: [[Folder]]) async throws -> [[String?]] {
    let fixture = try await Fixture(list([]))
    var handles: [[String?]] = []
    for folders in lists {
      _ = try await fixture.reconcile(list(folders))
      handles.append(try await fixture.store.folders().map(\.handle))
    }
    return handles
  }

  @Test func `a folder that is renamed keeps the actor whose handle it gives`() async throws {
    let fixture = try await Fixture(list([folder("Energie", "energie")]))
    let renamed = list([folder("Energie & Klima", "energie")])
    #expect(try await fixture.reconcile(renamed).foldersChanged)
    let folders = try await fixture.store.folders()
    #expect(folders == [folder("Energie & Klima", "energie")])
    #expect(try await fixture.store.formerFolders().isEmpty)
    #expect(try await fixture.store.folder(handle: "energie") == folders.first)
    #expect(try await fixture.reconcile(renamed).isEmpty)
  }

  @Test func `a new folder under a name that was another's gets an actor of its own`()
    async throws
  {
    let handles = try await handles([
      [folder("Energie", "energie")],
      [folder("Energie", "strom"), folder("Klima", "energie")],
      [folder("Energie", "energie"), folder("Klima", "strom")],
    ])
    #expect(handles == [["energie"], ["strom", "energie"], ["energie", "strom"]])
  }

  @Test func `a folder keeps its actor whatever handle it asks for later`() async throws {
    let handles = try await handles([
      [folder("Energie", "energie"), folder("Klima", "energie")],
      [folder("Klima", "energie"), folder("Energie", "energie")],
      [folder("Klima", "klima"), folder("Energie", "strom")],
      [folder("Klima", nil), folder("Energie", "energie")],
      [folder("Klima", "klima"), folder("Energie", "energie")],
    ])
    #expect(
      handles == [
        ["energie", "energie_2"], ["energie_2", "energie"], ["energie_2", "energie"],
        [nil, "energie"], ["energie_2", "energie"],
      ])
  }

  @Test func `a source's name is never a folder's`() async throws {
    let handles = try await handles([[folder("Mill", "mill_coop")], [folder("Mühle", "mill_coop")]])
    #expect(handles == [["mill_coop_2"], ["mill_coop_3"]])
  }

  @Test func `a folder that has an actor is remembered when it is not listed any more`()
    async throws
  {
    let energy = folder("Energie", "energie")
    let fixture = try await Fixture(list([energy, folder("Alt", nil)]))
    let later = Fixture.now + 60
    _ = try await fixture.reconcile(list([]), now: later)
    var former = energy
    former.retired = later
    #expect(try await fixture.store.formerFolders() == [former])
    #expect(try await fixture.store.folder(handle: "energie") == former)
    _ = try await fixture.reconcile(list([]), now: later + 60)
    #expect(try await fixture.store.formerFolders() == [former])
    _ = try await fixture.reconcile(list([folder("Strom", "energie")]), now: later + 120)
    #expect(try await fixture.store.formerFolders().isEmpty)
    #expect(try await fixture.store.folders() == [folder("Strom", "energie")])
  }

  @Test func `folders that an older version forgot are remembered by their slugs`() async throws {
    let directory = try TemporaryDirectory()
    let queue = try DatabaseQueue(path: directory.file())
    try Schema.migrator().migrate(queue, upTo: "v3")
    try await queue.write { db in
      try db.execute(
        sql: """
          INSERT INTO handle(name, folder) VALUES ('energie', 'energie'), ('media', 'medien'),
            ('mill', NULL);
          INSERT INTO folder(position, path, slug, handle)
          VALUES (0, '["Medien"]', 'medien', 'media');
          """)
    }
    try queue.close()
    let store = try Store(.file(directory.file()), now: Fixture.now)
    let former = try await store.formerFolders()
    #expect(former.map(\.handle) == ["energie"] && former.map(\.path) == [["energie"]])
    try store.close()
  }
}
