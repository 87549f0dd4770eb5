import Foundation
import Testing

@testable import coopwire

@Suite struct PublicFolderTests {
  /// Makes folders with or without the style sheet in a place of their own.
  private func inFolder(_ body: (URL) throws -> Void) throws {
    let root = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: root) }
    try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
    try body(root)
  }

  private func dress(_ folder: URL) throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data().write(to: folder.appending(path: "coopwire.css"))
  }

  @Test(arguments: ["share/coopwire/Public", "Public"])
  func `an installed program finds its files from anywhere`(place: String) throws {
    try inFolder { root in
      try dress(root.appending(path: place))
      let found = try PublicFolder.find(
        executable: root.appending(path: "bin/coopwire"), workingDirectory: URL(filePath: "/"))
      #expect(found.path == root.appending(path: place).path)
    }
  }

  @Test func `a desktop's own folder Public is not taken for it`() throws {
    try inFolder { root in
      let home = root.appending(path: "Public")
      try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
      #expect(throws: PublicFolderError.self) {
        try PublicFolder.find(executable: URL(filePath: "/x/coopwire"), workingDirectory: root)
      }
      try dress(home)
      let found = try PublicFolder.find(
        executable: URL(filePath: "/x/coopwire"), workingDirectory: root)
      #expect(found.path == home.path)
    }
  }

  @Test func `the program under test finds the files of its checkout`() throws {
    #expect(throws: Never.self) { try PublicFolder.find(workingDirectory: URL(filePath: "/")) }
  }
}
